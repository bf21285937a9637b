// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/labels/text_reader.hpp"

#ifdef UNWEAVE_TESSERACT
#include <tesseract/baseapi.h>

#include <mutex>
#ifdef _OPENMP
#include <omp.h>
#endif
#endif

namespace unweave {

#ifdef UNWEAVE_TESSERACT

namespace {

/// Tesseract's parallel loops cost more than they save on a line of a few letters, and several
/// times more when other work keeps the processors busy.
class OneThread {
#ifdef _OPENMP
 public:
  // Its loops name their number of threads themselves, so only the levels can be limited.
  OneThread() : before_(omp_get_max_active_levels()) { omp_set_max_active_levels(0); }
  ~OneThread() { omp_set_max_active_levels(before_); }

 private:
  int before_;
#else
 public:
  OneThread() {}
#endif
};

std::string trimmed(const char* text) {
  std::string s = text ? text : "";
  const auto blank = " \t\r\n";
  const std::size_t first = s.find_first_not_of(blank);
  if (first == std::string::npos) return {};
  return s.substr(first, s.find_last_not_of(blank) - first + 1);
}

}  // namespace

struct TextReader::Engine {
  std::mutex busy;
  std::once_flag set_up;
  bool ready = false;
  tesseract::TessBaseAPI api;
};

namespace {

/// False if the library's data is not there.
bool set_up(tesseract::TessBaseAPI& api) {
  const OneThread guard;
  // No dictionaries: labels are numbers, not words.
  const std::vector<std::string> names{"load_system_dawg", "load_freq_dawg", "load_punc_dawg",
                                       "load_number_dawg", "debug_file"};
  const std::vector<std::string> values{"0", "0", "0", "0", "/dev/null"};
  if (api.Init(nullptr, "eng", tesseract::OEM_LSTM_ONLY, nullptr, 0, &names, &values, false) != 0)
    return false;
  api.SetPageSegMode(tesseract::PSM_SINGLE_LINE);
  return true;
}

}  // namespace

TextReader::TextReader() : engine_(std::make_unique<Engine>()) {}
TextReader::~TextReader() = default;

bool TextReader::ready() const {
  std::call_once(engine_->set_up, [this] { engine_->ready = set_up(engine_->api); });
  return engine_->ready;
}

Reading TextReader::read(const TextImage& image, const std::string& characters) const {
  if (!ready() || image.width <= 0 || image.height <= 0) return {};
  const std::lock_guard alone(engine_->busy);
  const OneThread guard;
  tesseract::TessBaseAPI& api = engine_->api;
  api.SetVariable("tessedit_char_whitelist", characters.c_str());
  api.SetImage(image.gray.data(), image.width, image.height, 1, image.width);
  api.SetSourceResolution(300);
  const std::unique_ptr<char[]> text(api.GetUTF8Text());
  Reading out{trimmed(text.get()), api.MeanTextConf() / 100.0};
  api.Clear();
  return out;
}

#else

struct TextReader::Engine {};
TextReader::TextReader() = default;
TextReader::~TextReader() = default;
bool TextReader::ready() const { return false; }
Reading TextReader::read(const TextImage&, const std::string&) const { return {}; }

#endif

}  // namespace unweave
