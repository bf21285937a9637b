// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstddef>
#include <iterator>

#include "core/field/report.hpp"
#include "core/reason_name.hpp"
#include "core/write/data_file.hpp"
#include "library/inside.hpp"
#include "plugin/request/messages.hpp"

namespace unweave::v1 {

namespace {

struct SameReason {
  unweave::Reason core;
  v1::Reason here;
};

constexpr SameReason kReasons[] = {
    {unweave::Reason::Canceled, v1::Reason::Canceled},
    {unweave::Reason::EmptyPicture, v1::Reason::EmptyPicture},
    {unweave::Reason::NoVisiblePixels, v1::Reason::NoVisiblePixels},
    {unweave::Reason::EmptySelection, v1::Reason::EmptySelection},
    {unweave::Reason::OneColor, v1::Reason::OneColor},
    {unweave::Reason::TooFewColors, v1::Reason::TooFewColors},
    {unweave::Reason::NotPseudocolor, v1::Reason::NotPseudocolor},
    {unweave::Reason::NoColorbar, v1::Reason::NoColorbar},
    {unweave::Reason::UnknownColormap, v1::Reason::UnknownColormap},
    {unweave::Reason::InvalidOption, v1::Reason::InvalidOption},
    {unweave::Reason::UnknownOption, v1::Reason::UnknownOption},
    {unweave::Reason::UnknownFormat, v1::Reason::UnknownFormat},
    {unweave::Reason::FolderMissing, v1::Reason::FolderMissing},
    {unweave::Reason::IsDirectory, v1::Reason::IsDirectory},
    {unweave::Reason::PermissionDenied, v1::Reason::PermissionDenied},
    {unweave::Reason::DiskFull, v1::Reason::DiskFull},
    {unweave::Reason::WriteFailed, v1::Reason::WriteFailed},
    {unweave::Reason::ReadFailed, v1::Reason::ReadFailed},
    {unweave::Reason::TooManyPixels, v1::Reason::TooManyPixels},
    {unweave::Reason::PartialPicture, v1::Reason::PartialPicture},
    {unweave::Reason::BadColormapFile, v1::Reason::BadColormapFile},
    {unweave::Reason::OutOfMemory, v1::Reason::OutOfMemory},
    {unweave::Reason::Internal, v1::Reason::Internal},
    {unweave::Reason::NoGrid, v1::Reason::NoGrid},
    {unweave::Reason::NoOtherColorbar, v1::Reason::NoOtherColorbar},
};

/// What the core numbers, the header numbers alike, and all of it stands above.
constexpr bool all_alike() {
  for (std::size_t i = 0; i < std::size(kReasons); ++i)
    if (static_cast<std::size_t>(kReasons[i].core) != i ||
        static_cast<std::size_t>(kReasons[i].here) != i)
      return false;
  return true;
}
static_assert(all_alike());
static_assert(std::size(kReasons) ==
              static_cast<std::size_t>(unweave::Reason::NoOtherColorbar) + 1);

}  // namespace

const char* name_of(v1::Reason reason) noexcept {
  const auto index = static_cast<std::size_t>(reason);
  return index < std::size(kReasons) ? reason_name(kReasons[index].core) : nullptr;
}

std::string sentence(v1::Reason reason, const std::string& detail) {
  return plugin::sentence(Failure{static_cast<unweave::Reason>(reason), detail});
}

Error::Error(v1::Reason reason, std::string detail)
    : std::runtime_error(sentence(reason, detail)), reason_(reason), detail_(std::move(detail)) {}

Error::Error(v1::Reason reason, std::string detail, const std::string& sentence, std::string found)
    : std::runtime_error(sentence),
      reason_(reason),
      detail_(std::move(detail)),
      found_(std::move(found)) {}

Error::~Error() = default;

void raise(const Failure& failure) {
  if (failure.found)
    throw Error(static_cast<v1::Reason>(failure.reason), failure.detail, plugin::sentence(failure),
                layout_json(*failure.found, plugin::sentences(failure.found->remarks)));
  throw Error(static_cast<v1::Reason>(failure.reason), failure.detail);
}

}  // namespace unweave::v1
