// SPDX-License-Identifier: GPL-3.0-or-later
// The suite runs inside GIMP: this program is itself a plug-in, started as batch interpreter by
// ../run_in_gimp2.py. It makes pictures, calls the plug-in under test through GIMP's procedural
// database as any caller would, and looks at the layers sample by sample.
#define BOOST_TEST_NO_MAIN
#define BOOST_TEST_ALTERNATIVE_INIT_API
#include <gegl.h>
#include <glib/gstdio.h>
#include <libgimp/gimp.h>

#include <boost/test/unit_test.hpp>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace {

constexpr const char* kProcedure = "unweave-tests";

bool no_init() { return true; }

/// `command`: the file that takes the exit status, then Boost.Test's arguments.
void run_tests(const std::string& command) {
  std::istringstream words(command);
  std::string result;
  words >> result;
  std::vector<std::string> arguments{kProcedure};
  for (std::string word; words >> word;) arguments.push_back(word);
  std::vector<char*> argv;
  for (auto& argument : arguments) argv.push_back(argument.data());
  argv.push_back(nullptr);
  const int status =
      boost::unit_test::unit_test_main(no_init, static_cast<int>(arguments.size()), argv.data());
  std::ofstream(result) << status << "\n";
}

void query() {
  static gchar mode[] = "run-mode", command[] = "command", text[] = "";
  static const GimpParamDef arguments[] = {{GIMP_PDB_INT32, mode, text},
                                           {GIMP_PDB_STRING, command, text}};
  gimp_install_procedure(kProcedure, "", "", "", "", "", nullptr, nullptr, GIMP_PLUGIN,
                         G_N_ELEMENTS(arguments), 0, arguments, nullptr);
}

void run(const gchar*, gint, const GimpParam* params, gint* return_count, GimpParam** returned) {
  static GimpParam values[1];
  g_setenv("GEGL_PATH", "/dev/null", TRUE);
  gegl_init(nullptr, nullptr);
  gimp_plugin_enable_precision();
  run_tests(params[1].data.d_string);
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
