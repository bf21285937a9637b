// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/run/loader_log.hpp"

#include <boost/test/unit_test.hpp>
#include <fstream>
#include <string>

#include "../write/sandbox.hpp"

using unweave::plugin::loader_words;
using unweave::plugin::LoaderLog;
using unweave::test::put;
using unweave::test::TemporaryFolder;

BOOST_AUTO_TEST_SUITE(loader_log)

BOOST_AUTO_TEST_CASE(messages_are_told_from_notes_for_developers) {
  // As GIMP 2.10 prints it.
  BOOST_TEST(loader_words("JPEG image-Warning: Premature end of JPEG file\n\n") ==
             "Premature end of JPEG file");
  BOOST_TEST(loader_words("JPEG-Bild-Warnung: Ende fehlt.\nZweite Zeile.\n\n") ==
             "Ende fehlt. Zweite Zeile");
  BOOST_TEST(loader_words("Error loading PNG file: Read Error\n") == "Read Error");
  BOOST_TEST(loader_words("bps: 8\nImage dimensions: 300 x 200.\nload_contiguous\n"
                          "bytes_per_pixel: 3, format: 3\n"
                          "LibTiff error: [TIFFFillStrip] Read error at scanline 99\n"
                          "TIFF image-Warning: Read error at scanline 99\n\n"
                          "TIFF image-Warning: Reading scanline failed.\n\n\n"
                          "** (file-tiff:3093): WARNING **: 02:02:09.121: Directory\n") ==
             "Read error at scanline 99; Reading scanline failed");
  BOOST_TEST(loader_words("(gimp:7): GLib-CRITICAL **: no\n\n"
                          "gimp-console-2.10: GEGL-WARNING: (../gegl.c:1076): failed\n"
                          "batch command executed successfully\n")
                 .empty());
  BOOST_TEST(loader_words("").empty());
}

BOOST_AUTO_TEST_CASE(each_is_given_once_and_not_without_end) {
  BOOST_TEST(loader_words("A-Warning: x\n\nA-Warning: y\n\nA-Warning: x.\n\n") == "x; y");
  std::string log;
  for (int i = 0; i < 500; ++i) log += "A-Warning: word number " + std::to_string(i) + "\n\n";
  BOOST_TEST(loader_words(log).size() <= 320u);
  BOOST_TEST(loader_words("A-Warning: " + std::string(9999, 'x') + "\n\n").size() == 300u);
}

BOOST_AUTO_TEST_CASE(words_on_what_is_no_pixel_are_left_out) {
  for (const char* word : {"Unknown field with tag 65001 (0xfde9) encountered",
                           "ASCII value for tag \"Software\" does not end in null byte",
                           "iCCP: known incorrect sRGB profile", "Failed to load metadata: x",
                           "Invalid EXIF data", "Image has an invalid resolution"})
    BOOST_TEST(loader_words(std::string("TIFF image-Warning: ") + word + "\n\n").empty(), word);
}

BOOST_AUTO_TEST_CASE(only_what_has_come_since_counts) {
  const TemporaryFolder folder;
  put(folder / "log", "A-Warning: before\n\n");
  const LoaderLog log(folder / "log");
  BOOST_TEST(log.words().empty());
  std::ofstream(folder / "log", std::ios::app) << "A-Warning: since\n\n";
  BOOST_TEST(log.words() == "since");
  BOOST_TEST(LoaderLog(folder / "none").words().empty());
}

BOOST_AUTO_TEST_SUITE_END()
