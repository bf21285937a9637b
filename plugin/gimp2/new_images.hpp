// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <libgimp/gimp.h>

#include <string>
#include <vector>

#include "plugin/request/page_origin.hpp"

namespace unweave::gimp2 {

/// Images of figures that nobody has seen; deleted with the object.
class NewImages {
 public:
  NewImages() = default;
  ~NewImages();
  NewImages(const NewImages&) = delete;
  NewImages& operator=(const NewImages&) = delete;

  /// As gimp::MakeImage. Throws plugin::HostError.
  void add(const std::string& picture, const std::string& name, const plugin::PageOrigin& origin);
  /// They are the caller's now.
  std::vector<gint32> release();

 private:
  std::vector<gint32> images_;
};

}  // namespace unweave::gimp2
