// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/run/loader_log.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>
#include <vector>

namespace unweave::plugin {
namespace {

constexpr std::size_t kLongest = 300;
constexpr std::uintmax_t kLongestLog = 1 << 20;

/// In words of the libraries and of GIMP that are about no pixel.
constexpr std::string_view kHarmless[] = {
    "ield with tag",     // libtiff: a tag that it does not know
    "ASCII value for",   // libtiff: a text without its end mark
    "count for field",   // libtiff: of a tag of another length
    "data type",         // libtiff: of a tag of another kind
    "Nonstandard tile",  // libtiff
    "etadata",           // GIMP
    "set-filename",      // GIMP: of a name that is not UTF-8
    "EXIF",
    "Exif",
    "XMP",
    "IPTC",
    "profile",
    "iCCP",
    "sRGB",
    "gAMA",
    "esolution"};

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

/// What stands behind "Origin-Severity: ", in whatever language; empty if the line is none such.
std::string_view message_in(std::string_view line) {
  const std::size_t colon = line.find(": ");
  if (colon == line.npos || line.starts_with('(') || line.starts_with('*')) return {};
  const std::string_view head = line.substr(0, colon);
  const std::size_t dash = head.rfind('-');
  if (dash == 0 || dash == head.npos || head.find_first_of(" \t", dash) != head.npos) return {};
  return line.substr(colon + 2);
}

/// What GIMP 2.10 prints about PNG files beside its messages.
std::string_view png_words_in(std::string_view line) {
  const std::size_t colon = line.find(": ");
  const bool about = colon != line.npos && line.substr(0, colon).find("PNG") != line.npos;
  return about ? line.substr(colon + 2) : std::string_view();
}

void add(std::vector<std::string>& words, std::string word) {
  while (!word.empty() && (word.back() == '.' || word.back() == ' ')) word.pop_back();
  const bool harmless = std::ranges::any_of(
      kHarmless, [&](std::string_view about) { return word.find(about) != word.npos; });
  if (!word.empty() && !harmless && std::ranges::find(words, word) == words.end())
    words.push_back(std::move(word));
}

}  // namespace

std::string loader_words(std::string_view log) {
  std::vector<std::string> words;
  std::string message;  // from its first line on, until an empty line shows that it was one
  for (const std::string_view line : lines_of(log)) {
    if (const auto begun = message_in(line); !begun.empty()) {
      message = begun;
    } else if (const auto png = png_words_in(line); message.empty() && !png.empty()) {
      add(words, std::string(png));
    } else if (line.empty()) {
      add(words, std::exchange(message, {}));
    } else if (!message.empty()) {
      message.append(" ").append(line);
    }
  }
  std::string joined;
  for (const std::string& word : words) {
    if (joined.size() + word.size() > kLongest && !joined.empty()) break;
    joined += (joined.empty() ? "" : "; ") + word.substr(0, kLongest);
  }
  return joined;
}

LoaderLog::LoaderLog(std::string path) : path_(std::move(path)) {
  std::error_code error;
  start_ = std::filesystem::file_size(path_, error);
  if (error) start_ = 0;
}

std::string LoaderLog::words() const {
  std::ifstream file(path_, std::ios::binary);
  file.seekg(static_cast<std::streamoff>(start_));
  std::string text;
  for (char c = 0; text.size() < kLongestLog && file.get(c);) text += c;
  return loader_words(text);
}

}  // namespace unweave::plugin
