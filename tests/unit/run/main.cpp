// SPDX-License-Identifier: GPL-3.0-or-later
#define BOOST_TEST_MODULE unweave
#include <gegl.h>
#include <glib.h>

#include <boost/test/unit_test.hpp>

namespace {
struct Gegl {
  Gegl() {
    g_setenv("GEGL_PATH", "/dev/null", TRUE);  // no operations are needed
    gegl_init(nullptr, nullptr);
  }
  ~Gegl() { gegl_exit(); }
};
}  // namespace

BOOST_TEST_GLOBAL_FIXTURE(Gegl);
