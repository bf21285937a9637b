// SPDX-License-Identifier: GPL-3.0-or-later
#include <libintl.h>

#include "plugin/request/i18n.hpp"

namespace unweave::v1 {
namespace {

// Of the shared library alone: programs that link it know nothing of its translations, and whoever
// takes it in statically has them in a place of their own.
[[maybe_unused]] const bool kBound =
    bindtextdomain(GETTEXT_PACKAGE, UNWEAVE_LOCALEDIR) != nullptr &&
    bind_textdomain_codeset(GETTEXT_PACKAGE, "UTF-8") != nullptr;

}  // namespace
}  // namespace unweave::v1
