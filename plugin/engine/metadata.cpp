// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/engine/metadata.hpp"

#include <lcms2.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <type_traits>

#include "plugin/engine/picture.hpp"
#include "plugin/request/i18n.hpp"
#include "plugin/request/messages.hpp"
#include "plugin/run/host.hpp"

namespace unweave::engine {
namespace {

/// The value of Exif's orientation tag in the first directory; 0 if there is none.
unsigned orientation_of(std::span<const std::byte> exif) {
  constexpr unsigned kTag = 0x0112;
  constexpr std::size_t kEntry = 12;
  const auto byte = [&](std::size_t at) {
    return at < exif.size() ? std::to_integer<std::uint32_t>(exif[at]) : 0U;
  };
  const bool little = byte(0) == 'I';
  const auto number = [&](std::size_t at, unsigned bytes) {
    std::uint32_t value = 0;
    for (unsigned i = 0; i < bytes; ++i)
      value = value << 8 | byte(at + (little ? bytes - 1 - i : i));
    return value;
  };
  const std::size_t directory = number(4, 4);
  const std::size_t count = std::min<std::size_t>(number(directory, 2), exif.size() / kEntry);
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t entry = directory + 2 + i * kEntry;
    if (number(entry, 2) == kTag) return number(entry + 8, 2);
  }
  return 0;
}

struct CloseProfile {
  void operator()(void* profile) const { cmsCloseProfile(profile); }
};
using Profile = std::unique_ptr<std::remove_pointer_t<cmsHPROFILE>, CloseProfile>;

bool is_straight(cmsHPROFILE profile, cmsTagSignature curve) {
  const auto* tone = static_cast<const cmsToneCurve*>(cmsReadTag(profile, curve));
  return tone && cmsIsToneCurveLinear(tone);
}

}  // namespace

void refuse_page(int page) { throw plugin::HostError(plugin::no_such_page_sentence(page)); }

void refuse_picture(const std::string& words) {
  throw plugin::HostError(plugin::cannot_load_sentence(words));
}

void refuse_turned(std::span<const std::byte> exif) {
  constexpr unsigned kFirst = 2, kLast = 8;  // 1: as it is
  const unsigned orientation = orientation_of(exif);
  if (orientation >= kFirst && orientation <= kLast)
    throw plugin::NeedsGimp(_("its file says that it is to be turned"));
}

bool is_linear_profile(std::span<const std::byte> icc) {
  const Profile profile(
      cmsOpenProfileFromMem(icc.data(), static_cast<cmsUInt32Number>(icc.size())));
  if (!profile || !cmsIsMatrixShaper(profile.get())) return false;
  for (const cmsUInt32Number use : {LCMS_USED_AS_INPUT, LCMS_USED_AS_OUTPUT})
    if (cmsIsCLUT(profile.get(), INTENT_PERCEPTUAL, use)) return false;
  const cmsColorSpaceSignature space = cmsGetColorSpace(profile.get());
  if (space == cmsSigGrayData) return is_straight(profile.get(), cmsSigGrayTRCTag);
  constexpr std::array kCurves{cmsSigRedTRCTag, cmsSigGreenTRCTag, cmsSigBlueTRCTag};
  return space == cmsSigRgbData && std::ranges::all_of(kCurves, [&](cmsTagSignature curve) {
           return is_straight(profile.get(), curve);
         });
}

}  // namespace unweave::engine
