// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/reason_name.hpp"

namespace unweave {

const char* reason_name(Reason reason) {
  switch (reason) {
    case Reason::Canceled:
      return "canceled";
    case Reason::EmptyPicture:
      return "empty-picture";
    case Reason::NoVisiblePixels:
      return "no-visible-pixels";
    case Reason::EmptySelection:
      return "empty-selection";
    case Reason::OneColor:
      return "one-color";
    case Reason::TooFewColors:
      return "too-few-colors";
    case Reason::NotPseudocolor:
      return "not-pseudocolor";
    case Reason::NoColorbar:
      return "no-colorbar";
    case Reason::UnknownColormap:
      return "unknown-colormap";
    case Reason::InvalidOption:
      return "invalid-option";
    case Reason::UnknownOption:
      return "unknown-option";
    case Reason::UnknownFormat:
      return "unknown-format";
    case Reason::FolderMissing:
      return "folder-missing";
    case Reason::IsDirectory:
      return "is-directory";
    case Reason::PermissionDenied:
      return "permission-denied";
    case Reason::DiskFull:
      return "disk-full";
    case Reason::WriteFailed:
      return "write-failed";
    case Reason::ReadFailed:
      return "read-failed";
    case Reason::TooManyPixels:
      return "too-many-pixels";
    case Reason::PartialPicture:
      return "partial-picture";
    case Reason::BadColormapFile:
      return "bad-colormap-file";
    case Reason::NoGrid:
      return "no-grid";
    case Reason::NoOtherColorbar:
      return "no-other-colorbar";
    case Reason::OutOfMemory:
      return "out-of-memory";
    case Reason::Internal:
      break;
  }
  return "internal";
}

}  // namespace unweave
