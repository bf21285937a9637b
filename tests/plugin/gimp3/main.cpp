// SPDX-License-Identifier: GPL-3.0-or-later
// The suite as a plug-in of GIMP 3.
#include <libgimp/gimp.h>

#include "tests/plugin/run_suite.hpp"

struct _UnweaveTests {
  GimpPlugIn parent_instance;
};
G_DECLARE_FINAL_TYPE(UnweaveTests, unweave_tests, UNWEAVE, TESTS, GimpPlugIn)
G_DEFINE_TYPE(UnweaveTests, unweave_tests, GIMP_TYPE_PLUG_IN)

static GList* query(GimpPlugIn*) {
  return g_list_append(nullptr, g_strdup(unweave::test::kSuiteProcedure));
}

static GimpValueArray* run(GimpProcedure* procedure, GimpRunMode, const gchar* command,
                           GimpProcedureConfig*, gpointer) {
  // Calls that GIMP refuses are the tests' own business.
  gimp_plug_in_set_pdb_error_handler(gimp_get_plug_in(), GIMP_PDB_ERROR_HANDLER_PLUGIN);
  unweave::test::run_suite(command);
  return gimp_procedure_new_return_values(procedure, GIMP_PDB_SUCCESS, nullptr);
}

static GimpProcedure* create(GimpPlugIn* plug_in, const gchar* name) {
  return gimp_batch_procedure_new(plug_in, name, "Tests", GIMP_PDB_PROC_TYPE_PLUGIN, run, nullptr,
                                  nullptr);
}

static void unweave_tests_class_init(UnweaveTestsClass* type) {
  GIMP_PLUG_IN_CLASS(type)->query_procedures = query;
  GIMP_PLUG_IN_CLASS(type)->create_procedure = create;
  GIMP_PLUG_IN_CLASS(type)->set_i18n = nullptr;
}

static void unweave_tests_init(UnweaveTests*) {}

GIMP_MAIN(unweave_tests_get_type())
