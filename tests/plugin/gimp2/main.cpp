// SPDX-License-Identifier: GPL-3.0-or-later
// The suite as a plug-in of GIMP 2.10.
#include <gegl.h>
#include <libgimp/gimp.h>

#include "tests/plugin/run_suite.hpp"

namespace {

void query() {
  static gchar mode[] = "run-mode", command[] = "command", text[] = "";
  static const GimpParamDef arguments[] = {{GIMP_PDB_INT32, mode, text},
                                           {GIMP_PDB_STRING, command, text}};
  gimp_install_procedure(unweave::test::kSuiteProcedure, "", "", "", "", "", nullptr, nullptr,
                         GIMP_PLUGIN, G_N_ELEMENTS(arguments), 0, arguments, nullptr);
}

void run(const gchar*, gint, const GimpParam* params, gint* return_count, GimpParam** returned) {
  static GimpParam values[1];
  g_setenv("GEGL_PATH", "/dev/null", TRUE);
  gegl_init(nullptr, nullptr);
  gimp_plugin_enable_precision();
  unweave::test::run_suite(params[1].data.d_string);
  values[0].type = GIMP_PDB_STATUS;
  values[0].data.d_status = GIMP_PDB_SUCCESS;
  *return_count = 1;
  *returned = values;
  gint quit_values = 0;
  gimp_run_procedure("gimp-quit", &quit_values, GIMP_PDB_INT32, TRUE, GIMP_PDB_END);
}

}  // namespace

const GimpPlugInInfo PLUG_IN_INFO = {nullptr, nullptr, query, run};
MAIN()
