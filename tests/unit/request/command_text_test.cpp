// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/request/command_text.hpp"

#include <array>
#include <boost/test/unit_test.hpp>
#include <cstdio>
#include <memory>
#include <string>

using namespace unweave::plugin;

namespace {

/// What a shell makes of a word.
std::string through_shell(const std::string& word) {
  const std::string script = "printf %s " + word;
  // The script itself is quoted the plain way.
  std::string quoted = "bash -c '";
  for (const char c : script) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
  const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen((quoted + "'").c_str(), "r"), pclose);
  std::string out;
  std::array<char, 256> part{};
  for (std::size_t got = 0; (got = fread(part.data(), 1, part.size(), pipe.get())) > 0;)
    out.append(part.data(), got);
  return out;
}

Settings settings_with(std::initializer_list<std::pair<const char*, const char*>> texts) {
  Settings settings;
  for (const auto& [name, text] : texts) BOOST_REQUIRE(settings.parse(name, text));
  return settings;
}

std::string command(CommandKind kind, const Settings& settings) {
  return command_text(kind, settings, "/data/a b/sst's map.png");
}

}  // namespace

BOOST_AUTO_TEST_SUITE(command_text_)

BOOST_AUTO_TEST_CASE(a_shell_gets_each_word_as_it_was) {
  for (const std::string text :
       {"plain-1.2,3", "", "two words", "it's", "$HOME `id` \"x\" \\ * ~ # !", "caf\u00e9 \u00b0C",
        "line\nbreak\ttab", "byte \xff\xfe'\\", "-2,30", "~6", "(a|b);&<>"})
    BOOST_TEST(through_shell(shell_word(text)) == text, shell_word(text));
}

BOOST_AUTO_TEST_CASE(the_command_has_what_is_not_at_its_default) {
  BOOST_TEST(command(CommandKind::Shell, Settings()) ==
             "gimp-unweave -o '/data/a b' -- '/data/a b/sst'\\''s map.png'");
  BOOST_TEST(command(CommandKind::Shell, settings_with({{"range", "-2,30"},
                                                        {"no-data", "#FFFFFF~6"},
                                                        {"data-file", "/out/x.xyz.csv"},
                                                        {"colormap", "viridis"},
                                                        {"reverse", "yes"},
                                                        {"confidence-layer", "yes"},
                                                        {"colormap-file", "/out/x.ggr"}})) ==
             "gimp-unweave -o /out --format=xyz.csv --colormap=-viridis --range=-2,30 "
             "--no-data='#FFFFFF~6' --confidence --colormap-files=ggr -- "
             "'/data/a b/sst'\\''s map.png'");
}

BOOST_AUTO_TEST_CASE(a_reversed_map_that_is_reversed_again_is_itself) {
  const std::string text =
      command(CommandKind::Shell, settings_with({{"colormap", "-viridis"}, {"reverse", "yes"}}));
  BOOST_TEST(text.find("--colormap=viridis") != text.npos, text);
}

BOOST_AUTO_TEST_CASE(an_image_without_a_file_is_called_figure) {
  BOOST_TEST(command_text(CommandKind::Shell, Settings(), "") == "gimp-unweave -o . -- figure.png");
}

BOOST_AUTO_TEST_CASE(script_fu_of_2_10_has_all_arguments_and_of_3_those_that_differ) {
  const Settings settings = settings_with({{"units", "a \"b\" \\c"}, {"fill", "3"}});
  const std::string two = command(CommandKind::ScriptFu2, settings);
  BOOST_TEST(two.find("image layer \"auto\" FALSE -1 \"\" \"\" \"\" \"linear\" \"layer\" FALSE "
                      "\"\" \"\" \"a \\\"b\\\" \\\\c\" FALSE") != two.npos,
             two);
  const std::string three = command(CommandKind::ScriptFu3, settings);
  BOOST_TEST(three.find("#:units \"a \\\"b\\\" \\\\c\"") != three.npos, three);
  BOOST_TEST(three.find("#:fill 3") != three.npos, three);
  BOOST_TEST(three.find("#:range") == three.npos, three);
}

BOOST_AUTO_TEST_CASE(python_has_its_own_names) {
  const std::string text =
      command(CommandKind::Python,
              settings_with({{"x-range", "0,5"}, {"max-distance", "0.1"}, {"reverse", "yes"}}));
  BOOST_TEST(text ==
             "import unweave\n\ndata = unweave.recover(\"/data/a b/sst's map.png\",\n"
             "                       reverse=True,\n"
             "                       max_distance=0.1,\n"
             "                       x_range=\"0,5\")\n");
}

BOOST_AUTO_TEST_SUITE_END()
