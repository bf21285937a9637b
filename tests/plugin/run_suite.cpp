// SPDX-License-Identifier: GPL-3.0-or-later
// The suite runs inside GIMP: this program is itself a plug-in, started as batch interpreter by
// run_in_gimp.py. It makes pictures, calls the plug-in under test through GIMP's procedural
// database as any caller would, and looks at the layers sample by sample.
#define BOOST_TEST_NO_MAIN
#define BOOST_TEST_ALTERNATIVE_INIT_API
#include "tests/plugin/run_suite.hpp"

#include <boost/test/unit_test.hpp>
#include <fstream>
#include <sstream>
#include <vector>

namespace unweave::test {
namespace {

bool no_init() { return true; }

}  // namespace

void run_suite(const std::string& command) {
  std::istringstream words(command);
  std::string result;
  words >> result;
  std::vector<std::string> arguments{kSuiteProcedure};
  for (std::string word; words >> word;) arguments.push_back(word);
  std::vector<char*> argv;
  for (auto& argument : arguments) argv.push_back(argument.data());
  argv.push_back(nullptr);
  const int status =
      boost::unit_test::unit_test_main(no_init, static_cast<int>(arguments.size()), argv.data());
  std::ofstream(result) << status << "\n";
}

}  // namespace unweave::test
