// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Translation of the plug-in's texts: _() from the domain "gimp-unweave", whoever's process we are
// in.
#ifndef GETTEXT_PACKAGE
#define GETTEXT_PACKAGE "gimp-unweave"
#endif
#include <glib/gi18n-lib.h>
