// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/labels/text_reader.hpp"

#include <utility>

#include "core/image/page_text.hpp"

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

/// Reads with Tesseract (Smith 2007, LSTM line recognizer). Its English data is optional: without
/// it nothing can be read. The first use sets it up, which costs some 50 ms and 20 MB; a short line
/// costs about 3 ms. It runs on the calling thread alone; several threads wait for each other.
class TesseractReader final : public TextReader {
 public:
  bool ready() const override {
    std::call_once(asked_, [this] { ready_ = set_up(api_); });
    return ready_;
  }

  Reading read(const TextImage& image, const std::string& characters) const override {
    if (!ready() || image.width <= 0 || image.height <= 0) return {};
    const std::lock_guard alone(busy_);
    const OneThread guard;
    api_.SetVariable("tessedit_char_whitelist", characters.c_str());
    api_.SetImage(image.gray.data(), image.width, image.height, 1, image.width);
    api_.SetSourceResolution(300);
    const std::unique_ptr<char[]> text(api_.GetUTF8Text());
    Reading out{trimmed(text.get()), api_.MeanTextConf() / 100.0};
    const std::unique_ptr<int[]> words(api_.AllWordConfidences());
    for (const int* w = words.get(); w && *w >= 0; ++w) out.words.push_back(*w / 100.0);
    api_.Clear();
    return out;
  }
  bool after_glyphs() const override { return true; }

 private:
  mutable std::mutex busy_;
  mutable std::once_flag asked_;
  mutable bool ready_ = false;
  mutable tesseract::TessBaseAPI api_;
};

}  // namespace

#else

namespace {

/// Stands in where the program was built without the library.
class NoReader final : public TextReader {
 public:
  bool ready() const override { return false; }
  Reading read(const TextImage&, const std::string&) const override { return {}; }
};

}  // namespace

#endif

namespace {

class PageReader final : public TextReader {
 public:
  PageReader(std::shared_ptr<const PageText> page, std::shared_ptr<const TextReader> other)
      : page_(std::move(page)), other_(std::move(other)) {}

  bool ready() const override { return (page_ && !page_->letters.empty()) || other_->ready(); }
  Reading read(const TextImage& image, const std::string& characters) const override {
    return other_->read(image, characters);
  }
  std::shared_ptr<const PageText> page() const override { return page_; }
  bool after_glyphs() const override { return other_->after_glyphs(); }

 private:
  std::shared_ptr<const PageText> page_;
  std::shared_ptr<const TextReader> other_;
};

}  // namespace

std::shared_ptr<const TextReader> make_page_reader(std::shared_ptr<const PageText> page,
                                                   std::shared_ptr<const TextReader> other) {
  return std::make_shared<const PageReader>(std::move(page), std::move(other));
}

std::shared_ptr<const TextReader> make_text_reader() {
#ifdef UNWEAVE_TESSERACT
  return std::make_shared<const TesseractReader>();
#else
  return std::make_shared<const NoReader>();
#endif
}

}  // namespace unweave
