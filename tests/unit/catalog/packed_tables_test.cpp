// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/catalog/packed_tables.hpp"

#include <boost/test/unit_test.hpp>
#include <stdexcept>

#include "core/catalog/catalog.hpp"
#include "core/catalog/embedded.hpp"

using unweave::Catalog;
using unweave::PackedTables;
using unweave::Rgb8;

namespace {

std::uint32_t fnv1a(std::uint32_t hash, const Rgb8& color) {
  for (const std::uint8_t byte : color) hash = (hash ^ byte) * 16777619u;
  return hash;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(packed_tables)

BOOST_AUTO_TEST_CASE(the_builtin_tables_have_the_files_checksum) {
  PackedTables tables(unweave::embedded::colormaps_bin);
  std::uint32_t hash = 2166136261u;
  for (const auto& map : Catalog::builtin().all())
    for (const Rgb8& color : tables.next(map.table.size())) hash = fnv1a(hash, color);
  BOOST_TEST(tables.finished());
  BOOST_TEST(hash == tables.checksum());
}

// Codes by hand: red 5, one more, straight on (d 9 8); green 200 plainly, twice the same
// (0 c 8, 8 8); blue always 0 (8 8 8); a zero fills the last byte.
BOOST_AUTO_TEST_CASE(codes_are_differences_from_the_straight_line) {
  const std::string codes = {'\xd9', '\x80', '\xc8', '\x88', '\x88', '\x80'};
  std::string data = "UWCM";
  data += std::string("\x0b\x00\x00\x00\x00\x00\x00\x00", 8);
  data += codes;
  PackedTables tables(data);
  const auto table = tables.next(3);
  BOOST_TEST((table[0] == Rgb8{5, 200, 0}));
  BOOST_TEST((table[1] == Rgb8{6, 200, 0}));
  BOOST_TEST((table[2] == Rgb8{7, 200, 0}));
  BOOST_TEST(tables.finished());
}

BOOST_AUTO_TEST_CASE(broken_data_is_refused) {
  BOOST_CHECK_THROW(PackedTables(""), std::invalid_argument);
  BOOST_CHECK_THROW(PackedTables("not a packed file at all"), std::invalid_argument);
  const auto whole = unweave::embedded::colormaps_bin;
  BOOST_CHECK_THROW(PackedTables(whole.substr(0, whole.size() - 1)), std::invalid_argument);
  PackedTables tables(whole);
  BOOST_CHECK_THROW(tables.next(100'000'000), std::invalid_argument);
}

BOOST_AUTO_TEST_SUITE_END()
