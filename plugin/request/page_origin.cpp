// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/request/page_origin.hpp"

#include <glib.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <utility>
#include <vector>

#include "core/image/pixel_codes.hpp"

namespace unweave::plugin {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kVersion = 1;
// In the order of Writing.
constexpr std::array<const char*, 6> kWritings = {"right", "up",    "left",
                                                  "down",  "alone", "slanted"};

struct Free {
  void operator()(gchar* text) const { g_free(text); }
};
using TextPtr = std::unique_ptr<gchar, Free>;

Json letters_json(const PageText& text) {
  Json letters = Json::array();
  for (const Letter& letter : text.letters)
    letters.push_back({letter.text, letter.x, letter.y, letter.width, letter.height,
                       kWritings.at(static_cast<std::size_t>(letter.writing))});
  return letters;
}

double finite(const Json& number) {
  // Farther than any picture reaches, and small enough for whole numbers.
  constexpr double kFarthest = 1e8;
  const double value = number.get<double>();
  if (!(std::abs(value) <= kFarthest)) throw std::invalid_argument("letter");
  return value;
}

std::shared_ptr<const PageText> read_letters(const Json& letters) {
  auto text = std::make_shared<PageText>();
  for (const Json& one : letters) {
    const auto* writing = std::ranges::find(kWritings, one.at(5).get<std::string>());
    if (writing == kWritings.end()) throw std::invalid_argument("writing");
    text->letters.push_back({one.at(0), finite(one.at(1)), finite(one.at(2)), finite(one.at(3)),
                             finite(one.at(4)), static_cast<Writing>(writing - kWritings.begin())});
  }
  return text;
}

PageOrigin read_origin(const Json& json) {
  if (json.at("version") != kVersion) throw std::invalid_argument("version");
  PageOrigin origin;
  if (json.contains("file"))
    if (const TextPtr path(
            g_filename_from_uri(json["file"].get<std::string>().c_str(), nullptr, nullptr));
        path)
      origin.file = path.get();
  origin.page = json.at("page");
  origin.pages = json.at("pages");
  origin.figures = json.value("figures", 0);
  if (json.contains("page-figure")) {
    const auto n = json["page-figure"].get<std::array<int, 6>>();
    origin.on_page = PageFigure{n[0], n[1], {n[2], n[3], n[4], n[5]}};
  }
  if (json.contains("letters")) {
    origin.letters = read_letters(json["letters"]);
    origin.digest = json.at("digest").get<std::string>();
  }
  return origin;
}

}  // namespace

std::string page_origin_json(const PageOrigin& origin) {
  Json json = {{"version", kVersion}, {"page", origin.page}, {"pages", origin.pages}};
  if (const TextPtr uri(
          origin.file.empty() ? nullptr : g_filename_to_uri(origin.file.c_str(), nullptr, nullptr));
      uri)
    json["file"] = uri.get();
  if (origin.figures > 0) json["figures"] = origin.figures;
  if (const auto& one = origin.on_page)
    json["page-figure"] = {one->number,   one->count,        one->region.x,
                           one->region.y, one->region.width, one->region.height};
  if (origin.letters) {
    json["letters"] = letters_json(*origin.letters);
    json["digest"] = origin.digest;
  }
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::optional<PageOrigin> parse_page_origin(std::string_view text) {
  try {
    return read_origin(Json::parse(text));
  } catch (const std::exception&) {
    return std::nullopt;
  }
}

std::string path_of_origin(const std::string& copy) { return copy + ".origin"; }

std::optional<PageOrigin> origin_of_copy(const std::string& copy) {
  std::ifstream file(path_of_origin(copy), std::ios::binary);
  if (!file) return std::nullopt;
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  return parse_page_origin(text);
}

std::string digest_at_letters(const PixelSource& picture, const PageText& letters) {
  const PixelLayout layout = picture.layout();
  PixelReader reader(picture, false);
  const std::unique_ptr<GChecksum, decltype(&g_checksum_free)> checksum(
      g_checksum_new(G_CHECKSUM_SHA256), g_checksum_free);
  const auto add = [&](const void* data, std::size_t bytes) {
    g_checksum_update(checksum.get(), static_cast<const guchar*>(data), static_cast<gssize>(bytes));
  };
  const std::string size = std::to_string(layout.width) + " x " + std::to_string(layout.height);
  add(size.data(), size.size());
  std::vector<ColorCode> codes;
  for (const Letter& letter : letters.letters) {
    const Rect box = intersect(box_of(letter), {0, 0, layout.width, layout.height});
    if (box.empty()) continue;
    codes.resize(static_cast<std::size_t>(box.area()));
    reader.read_codes(box, codes.data());
    // Byte by byte, so that it is the same on every machine.
    for (const ColorCode code : codes) {
      constexpr unsigned kByte = 0xFF;
      const std::array<guchar, 4> bytes{
          static_cast<guchar>(code & kByte), static_cast<guchar>(code >> 8 & kByte),
          static_cast<guchar>(code >> 16 & kByte), static_cast<guchar>(code >> 24 & kByte)};
      add(bytes.data(), bytes.size());
    }
  }
  return g_checksum_get_string(checksum.get());
}

std::shared_ptr<const TextReader> reader_of(const PageOrigin& origin, const PixelSource& picture,
                                            std::shared_ptr<const TextReader> other) {
  if (!origin.letters || origin.letters->letters.empty()) return nullptr;
  if (digest_at_letters(picture, *origin.letters) != origin.digest) return nullptr;
  return make_page_reader(origin.letters, other ? std::move(other) : make_text_reader());
}

}  // namespace unweave::plugin
