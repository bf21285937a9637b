// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/labels/scale_evidence.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <map>
#include <numbers>
#include <string>
#include <string_view>

#include "core/labels/letter_gaps.hpp"
#include "core/labels/number_text.hpp"

namespace unweave {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// True where all numbers with a point have at least two more decimals than they need: points then
/// may well separate thousands.
bool needless_decimals(const std::vector<AxisLabel>& labels) {
  bool any = false;
  for (const AxisLabel& l : labels) {
    const std::size_t point = l.text.find('.');
    if (point == std::string::npos) continue;
    if (l.text.size() - point != 4 || !l.text.ends_with("00")) return false;
    any = true;
  }
  return any;
}

/// The digits of a text that is a whole number, without its sign; empty for other texts.
std::string_view whole_digits(std::string_view text) {
  if (!text.empty() && (text[0] == '-' || text[0] == '+')) text.remove_prefix(1);
  return std::all_of(text.begin(), text.end(), is_digit) ? text : std::string_view{};
}

/// Decimal points that a reader lost in all labels alike: whole numbers that begin with zero show
/// it ("00", "25", "100").
struct LostPoints {
  std::size_t decimals = 0;  ///< 0: none were lost
  bool padded = false;       ///< all have as many digits: they may be written so ("00", "06", "12")
  bool alone = false;        ///< one word among many shows it, which may be none of them
};

LostPoints lost_points(const std::vector<AxisLabel>& labels) {
  LostPoints out;
  std::size_t shortest = std::string::npos, longest = 0;
  bool points = false;
  int zeros = 0, numbers = 0;
  for (const AxisLabel& l : labels) {
    const std::string_view digits = whole_digits(l.text);
    points = points || (!l.readings.empty() && l.text.find('.') != std::string::npos);
    if (digits.empty()) continue;
    shortest = std::min(shortest, digits.size());
    longest = std::max(longest, digits.size());
    ++numbers;
    if (digits.size() < 2 || digits[0] != '0') continue;
    ++zeros;
    if (out.decimals > 0 && out.decimals != digits.size() - 1) return {};
    out.decimals = digits.size() - 1;
  }
  if (shortest <= out.decimals) return {};
  constexpr int kMany = 4;
  out.padded = shortest == longest && !points;
  out.alone = zeros == 1 && numbers >= kMany;
  return out;
}

class Meanings {
 public:
  explicit Meanings(std::vector<Meaning>& out) : out_(out) {}

  void add(const NumberReading& r, double log_probability, Slip slip, int kind, double choice = 0) {
    for (Meaning& m : out_)
      if (m.value == r.value) {
        if (m.log_probability >= log_probability) return;
        m.log_probability = log_probability;
        m.slip = slip;
        m.kind = kind;
        m.choice = choice;
        return;
      }
    out_.push_back(
        {r.value, r.precision, log_probability, slip, kind, choice, r.power_of_ten, r.degrees});
  }

  /// The first meaning of a text that differs from what was read.
  void add_slip(const std::string& text, double log_probability, Slip slip, int kind,
                double choice = 0) {
    const std::vector<NumberReading> readings = read_number(text);
    for (const NumberReading& r : readings)
      if (!r.thousands) return add(r, log_probability, slip, kind, choice);
  }

 private:
  std::vector<Meaning>& out_;
};

/// What the other labels say about how a label is written.
struct Style {
  bool needless = false;  ///< needless_decimals()
  LostPoints lost;
  std::map<int, double> gaps;  ///< gaps_for_points()
};

void add_readings(const AxisLabel& label, double log_right, const Style& style,
                  const ScaleOptions& o, Meanings& out) {
  const std::string_view digits = whole_digits(label.text);
  if (style.lost.decimals > 0 && digits.size() > style.lost.decimals) {
    const double other = style.lost.padded  ? o.padded_zero
                         : style.lost.alone ? o.whole_beside_one
                                            : o.whole_beside_lost;
    std::string text = label.text;
    text.insert(text.size() - style.lost.decimals, 1, '.');
    out.add_slip(text, log_right - o.point_lost_too, Slip::Point, 0);
    NumberReading whole;
    std::from_chars(digits.data(), digits.data() + digits.size(), whole.value);
    if (label.text[0] == '-') whole.value = -whole.value;
    whole.precision = 0.5;
    out.add(whole, log_right - (whole.value == 0 ? 0 : other), Slip::Whole, 0);
    return;
  }
  for (std::size_t k = 0; k < label.readings.size(); ++k) {
    const NumberReading& r = label.readings[k];
    double price = k == 0 ? 0 : o.second_meaning;
    if (r.thousands) price = style.needless ? o.thousands_plain : o.thousands_point;
    if (k > 0 && r.degrees) price = o.wrapped_west;
    const bool everywhere = r.thousands || r.unit.empty() != label.readings[0].unit.empty();
    const Slip slip = k == 0 ? Slip::None : everywhere ? Slip::Style : Slip::Meaning;
    out.add(r, log_right - price, slip, r.thousands ? 1 : 0);
  }
}

void add_sign_slip(const AxisLabel& label, double log_right, double log_wrong,
                   const ScaleOptions& o, Meanings& out) {
  // Of a text that was certainly read a sign is rarely lost, of one that was not it may well be.
  const double lost = std::max(log_right - o.lost_sign, log_wrong + std::log(o.sign_of_wrong));
  for (const NumberReading& r : label.readings) {
    if (r.value == 0 || r.thousands) continue;
    NumberReading other = r;
    other.value = -r.value;
    const bool dash = label.dash_mark && r.value > 0;
    out.add(other, dash ? log_right : lost, dash ? Slip::Dash : Slip::Sign, r.value > 0);
  }
}

/// Nats that a point costs which is not seen, by the digits' height in pixels: of single points
/// that many are lost in fonts never seen (tests/bench/glyphs/measure.py), of all labels of a
/// figure half as many, as letters of one font are lost alike.
double price_of_lost_point(double height, const ScaleOptions& o) {
  struct Rate {
    double height, lost;
  };
  constexpr Rate kRates[] = {{5.5, 0.35}, {6.5, 0.24}, {8, 0.094}, {10, 0.027}, {14, 0.019}};
  for (const Rate& r : kRates)
    if (height > 0 && height < r.height) return -std::log(r.lost / 2);
  return o.lost_point;
}

constexpr int kThousands = 3;  // digits

void add_point_slips(const AxisLabel& label, const Style& style, double log_right,
                     const ScaleOptions& o, Meanings& out) {
  const std::string& text = label.text;
  const std::size_t point = text.find('.');
  if (text.find('^') != std::string::npos) return;
  const auto digits = static_cast<double>(std::count_if(text.begin(), text.end(), is_digit));
  if (point != std::string::npos) {
    std::string other = text;
    other.erase(point, 1);
    out.add_slip(other, log_right - o.lost_point, Slip::Point, 0);
    return;
  }
  for (std::size_t k = 1; k < text.size(); ++k) {
    if (!is_digit(text[k - 1]) || !is_digit(text[k])) continue;
    std::string other = text;
    other.insert(k, 1, '.');
    // Labels of a scale have one number of decimals: the same point was lost in all of them.
    const int decimals = static_cast<int>(text.size() - k);
    const auto gap = style.gaps.find(decimals);
    // A gap in front of the last three digits parts thousands as likely as it holds a point.
    const bool thousands = decimals == kThousands;
    const double lost = gap == style.gaps.end() || thousands
                            ? o.lost_point
                            : price_of_lost_point(label.height, o) - gap->second;
    // However wide the gaps are: that no point is seen in any of them speaks against one.
    const double price = std::max(2 * o.again, lost) + std::log(std::max(1.0, digits));
    out.add_slip(other, log_right - price, Slip::Point, decimals);
  }
}

/// Digits that readers take for each other, of all pairs: measured with the reader of glyphs in
/// fonts that it never saw (tests/bench/glyphs/measure.py).
constexpr std::string_view kAlike[10] = {"689", "47", "7",  "589",  "19",
                                         "368", "58", "12", "0369", "384"};

/// What a slip says of which digit was read for which.
int digit_kind(char read, char meant) { return 16 * (read - '0') + (meant - '0'); }

void add_digit_slips(const std::string& text, double log_wrong, const ScaleOptions& o,
                     Meanings& out) {
  const std::size_t raise = std::min(text.find('^'), text.size());
  const auto weight = [&](std::size_t k) { return k > raise ? o.raised_digit : 1; };
  double all = 0;
  for (std::size_t k = 0; k < text.size(); ++k) all += is_digit(text[k]) ? weight(k) : 0;
  for (std::size_t k = 0; k < text.size(); ++k) {
    if (!is_digit(text[k])) continue;
    const std::string_view alike = kAlike[text[k] - '0'];
    const Slip slip = k > raise ? Slip::ExponentDigit : Slip::Digit;
    for (char c = '0'; c <= '9'; ++c) {
      if (c == text[k]) continue;
      const bool is_alike = alike.find(c) != std::string_view::npos;
      const auto count = static_cast<double>(alike.size());
      const double choice =
          std::log(is_alike ? o.alike_digit / count : (1 - o.alike_digit) / (9 - count));
      const double log_probability = log_wrong + std::log(o.one_digit * weight(k) / all) + choice;
      std::string other = text;
      other[k] = c;
      out.add_slip(other, log_probability, slip, digit_kind(text[k], c), choice);
      // Where it is met twice, it may well have been misread twice.
      const std::size_t end = k > raise ? text.size() : raise;
      if (text.find(text[k], k + 1) >= end || text.find(text[k]) < k) continue;
      std::replace(other.begin() + static_cast<std::ptrdiff_t>(k),
                   other.begin() + static_cast<std::ptrdiff_t>(end), text[k], c);
      out.add_slip(other, log_probability - o.again, slip, digit_kind(text[k], c), choice);
    }
  }
}

void add_exponent_sign_slip(const std::string& text, double log_right, double log_wrong,
                            const ScaleOptions& o, Meanings& out) {
  const std::size_t raise = text.find_first_of("^eE");
  if (raise == std::string::npos || raise + 1 == text.size()) return;
  const bool lost = text[raise + 1] != '-';
  // Who pads exponents writes their sign: where there is none one was lost, either of both.
  if (text[raise] != '^' && text[raise + 1] == '0') {
    std::string negative = text;
    negative.insert(raise + 1, 1, '-');
    return out.add_slip(negative, log_right - o.padded_exponent, Slip::ExponentSign, lost);
  }
  if (text[raise + 1] == '+') return;
  std::string other = text.substr(0, raise + 1);
  if (lost) other += '-';
  other += text.substr(raise + (lost ? 1 : 2));
  out.add_slip(other,
               std::max(log_right - o.lost_sign, log_wrong + std::log(o.raised_sign_of_wrong)),
               Slip::ExponentSign, lost);
}

/// The last digit may be a letter that changes no value ("3σ" read as 30, "10°" as 100), or be
/// lost.
void add_end_slips(const std::string& text, double log_wrong, const ScaleOptions& o,
                   Meanings& out) {
  constexpr std::string_view kLetters = "05689";  // O ° σ, S s, G b, B, g
  if (whole_digits(text).empty()) return;
  const double log_probability = log_wrong + std::log(o.end_of_wrong);
  if (whole_digits(text).size() > 1 && kLetters.find(text.back()) != std::string_view::npos)
    out.add_slip(text.substr(0, text.size() - 1), log_probability, Slip::Letter, text.back());
  out.add_slip(text + "0", log_probability, Slip::LostZero, 0);
}

ScaleWord word_of(const AxisLabel& label, const Style& style, const ScaleOptions& o) {
  ScaleWord out;
  out.text = label.text;
  out.position = label.position;
  out.sigma = label.tolerance / o.tolerance_sigmas;
  out.marked = label.marked;
  out.dash_mark = label.dash_mark;
  out.free_mark = label.free_mark;
  out.right = chance_right(label.confidence, o);
  out.foreign = label.readings.empty() ? o.foreign_word : o.foreign_number;
  const double log_right = std::log(out.right), log_wrong = std::log(1 - out.right);
  out.unreadable = label.readings.empty() ? o.foreign_word : -(log_wrong + std::log(o.anything));
  Meanings meanings(out.meanings);
  add_readings(label, log_right, style, o, meanings);
  if (label.readings.empty()) return out;
  add_sign_slip(label, log_right, log_wrong, o, meanings);
  add_point_slips(label, style, log_right, o, meanings);
  add_digit_slips(label.text, log_wrong, o, meanings);
  add_exponent_sign_slip(label.text, log_right, log_wrong, o, meanings);
  add_end_slips(label.text, log_wrong, o, meanings);
  std::stable_sort(
      out.meanings.begin(), out.meanings.end(),
      [](const Meaning& a, const Meaning& b) { return a.log_probability > b.log_probability; });
  return out;
}

/// How far a label without a mark may have been moved to stay beside the side: as far as its text
/// would have stood out, at most.
double moved_inward(const AxisLabel& label, const ScaleSide& side) {
  constexpr double kHalf = 0.75, kRim = 2;  // of the letters' height; pixels
  if (label.marked) return 0;
  const double most = kHalf * label.height + kRim;
  for (const double end : {side.first, side.last})
    if (std::abs(end - label.position) <= most) return end - label.position;
  return 0;
}

}  // namespace

bool escaped(const ScaleWord& word, Slip slip, int kind) {
  const std::string& text = word.text;
  const std::size_t raise = std::min(text.find('^'), text.size());
  const char meant = static_cast<char>('0' + kind % 16);
  switch (slip) {
    case Slip::Sign:
      return kind == 1 && text.starts_with('-');  // others' signs were lost
    case Slip::Point:
      return kind > 0 && text.find('.') == text.size() - 1 - static_cast<std::size_t>(kind);
    case Slip::Digit:
      return text.find(meant) < raise;
    case Slip::ExponentDigit:
      return text.find(meant, raise) != std::string::npos;
    case Slip::ExponentSign:
      return kind == 1 &&
             (text.find("^-") != std::string::npos || text.find("e-") != std::string::npos ||
              text.find("E-") != std::string::npos);
    case Slip::LostZero:
      return whole_digits(text).ends_with('0');
    case Slip::None:
    case Slip::Meaning:
    case Slip::Style:
    case Slip::Dash:
    case Slip::Whole:
    case Slip::Letter:
      return false;
  }
  return false;
}

double chance_right(double confidence, const ScaleOptions& o) {
  const double c = std::clamp(confidence, 0.0, 1.0);
  return 1 - std::max(o.least_wrong, o.wrong * std::pow(1 - c, o.wrong_power));
}

double confidence_of(double chance, const ScaleOptions& o) {
  return std::clamp(1 - std::pow((1 - chance) / o.wrong, 1 / o.wrong_power), 0.0, 1.0);
}

double ScaleEvidence::length() const {
  double lo = std::min(first, last), hi = std::max(first, last);
  if (hi <= lo && !words.empty()) lo = hi = words.front().position;
  for (const ScaleWord& w : words) {
    lo = std::min(lo, w.position);
    hi = std::max(hi, w.position);
  }
  return std::max(1.0, hi - lo);
}

double ScaleEvidence::gain(double sigma, double excuse) const {
  const double width = sigma * std::sqrt(2 * std::numbers::pi) + 2 * excuse;
  return std::max(0.0, std::log(length() / width));
}

ScaleEvidence evidence_of(const std::vector<AxisLabel>& labels, const ScaleSide& side,
                          const ScaleOptions& options) {
  ScaleEvidence out{{}, side.ticks, side.first, side.last, side.stepped, side.rise};
  const Style style{needless_decimals(labels), lost_points(labels), gaps_for_points(labels)};
  for (const AxisLabel& l : labels) {
    out.words.push_back(word_of(l, style, options));
    if (side.last > side.first) out.words.back().moved = moved_inward(l, side);
  }
  return out;
}

}  // namespace unweave
