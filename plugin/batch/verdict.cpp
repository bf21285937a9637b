// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/batch/verdict.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "core/reason_name.hpp"

namespace unweave::batch {
namespace {

/// The picture itself is why: it holds no data, or not what was asked for.
constexpr std::array kRefusals = {
    Reason::EmptyPicture,  Reason::NoVisiblePixels, Reason::EmptySelection, Reason::OneColor,
    Reason::TooFewColors,  Reason::NotPseudocolor,  Reason::NoGrid,         Reason::NoColorbar,
    Reason::TooManyPixels, Reason::PartialPicture};

}  // namespace

const char* name_of(Status status) {
  switch (status) {
    case Status::Ok:
      return "ok";
    case Status::Refused:
      return "refused";
    case Status::Failed:
      return "failed";
    case Status::Timeout:
      break;
  }
  return "timeout";
}

Verdict without_data(const std::string& reason, const std::string& sentence, double seconds) {
  const bool refused =
      std::ranges::any_of(kRefusals, [&](Reason r) { return reason == reason_name(r); });
  const Status status = refused               ? Status::Refused
                        : reason == "timeout" ? Status::Timeout
                                              : Status::Failed;
  return {status, reason.empty() ? "unknown" : reason, sentence, seconds};
}

}  // namespace unweave::batch
