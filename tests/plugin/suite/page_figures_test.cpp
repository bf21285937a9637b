// SPDX-License-Identifier: GPL-3.0-or-later
// Figures of a PDF as images, and what the filter makes of them.
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <exception>
#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>
#include <vector>

#include "tests/plugin/gimp.hpp"
#include "tests/plugin/pictures.hpp"
#include "tests/plugin/window.hpp"
#include "tests/unit/write/sandbox.hpp"

using namespace unweave::test;
using nlohmann::json;

namespace {

const std::string kPaper = UNWEAVE_VECTOR_DATA "/paper.pdf";

/// Deletes the images, whatever happens.
struct Figures {
  explicit Figures(const OpenedFigures& opened) : images(opened.images) {
    BOOST_REQUIRE_MESSAGE(opened.status == Status::Success, opened.message);
  }
  ~Figures() {
    for (const Id image : images) delete_image(image);
  }
  Figures(const Figures&) = delete;
  Figures& operator=(const Figures&) = delete;
  std::vector<Id> images;
};

/// The report and the data of an image's only layer.
json recover(Id image, const std::string& data) {
  const Answer answer = call_unweave(image, top_layer(image), {{"data-file", data}});
  BOOST_REQUIRE_MESSAGE(answer.status == Status::Success, answer.message);
  return json::parse(report_of(answer.layer));
}

/// What the command makes of the paper's figures, in a folder.
void run_command(const std::string& folder) {
  const char* command = std::getenv("UNWEAVE_COMMAND");
  BOOST_REQUIRE(command);
  const std::string line = "'" + std::string(command) + "' --engine=core --pages=all --quiet -o '" +
                           folder + "' '" + kPaper + "' >/dev/null 2>&1";
  BOOST_REQUIRE(std::system(line.c_str()) == 0);
}

/// Paints over a letter of the image's page.
void paint_over_a_letter(Id image) {
  const json letter = json::parse(page_of(image)).at("letters").at(0);
  const Id layer = top_layer(image);
  GeglBuffer* buffer = buffer_of(layer);
  const GeglRectangle area{letter.at(1).get<int>(), letter.at(2).get<int>(), 6, 12};
  const std::vector<unsigned char> red(3 * 6 * 12, 90);
  gegl_buffer_set(buffer, &area, 0, babl_format("R'G'B' u8"), red.data(), GEGL_AUTO_ROWSTRIDE);
  g_object_unref(buffer);
  update(layer);
}

bool says_that_letters_moved(const json& report) {
  for (const json& message : report.at("messages"))
    if (message.get<std::string>().find("file's own letters") != std::string::npos) return true;
  return false;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(page_figures)

BOOST_AUTO_TEST_CASE(each_figure_is_an_image_and_gives_what_the_command_gives) {
  const TemporaryFolder folder;
  run_command(folder / "");
  const Figures figures(call_figures(kPaper, "all", 0));
  const std::vector<std::string> names{"paper.p1.f1", "paper.p1.f2", "paper.p3"};
  BOOST_REQUIRE(figures.images.size() == names.size());
  for (std::size_t i = 0; i < names.size(); ++i) {
    BOOST_TEST_CONTEXT(names[i]) {
      BOOST_TEST(!is_dirty(figures.images[i]));
      BOOST_TEST(layer_count(figures.images[i]) == 1);
      const std::string data = folder / "data.npy";
      const json report = recover(figures.images[i], data);
      const json expected = json::parse(contents(folder / (names[i] + ".json")));
      BOOST_TEST((contents(data) == contents(folder / (names[i] + ".npy"))));
      for (const char* key : {"page", "pages", "page_figure", "range", "axes", "title"})
        BOOST_TEST(report.at(key) == expected.at(key), key);
      BOOST_TEST(report.at("figure") == "paper.pdf");
      BOOST_TEST(!says_that_letters_moved(report));
    }
  }
}

BOOST_AUTO_TEST_CASE(one_of_one_page_is_opened_alone) {
  const Figures figures(call_figures(kPaper, "1", 2));
  BOOST_REQUIRE(figures.images.size() == 1u);
  const json page = json::parse(page_of(figures.images[0]));
  BOOST_TEST(page.at("page") == 1);
  BOOST_TEST(page.at("page-figure").at(0) == 2);
}

BOOST_AUTO_TEST_CASE(letters_outlive_a_saved_image) {
  const TemporaryFolder folder;
  const Figures figures(call_figures(kPaper, "3", 0));
  BOOST_REQUIRE(figures.images.size() == 1u);
  const json before = recover(figures.images[0], folder / "before.npy");
  delete_layer(figures.images[0], top_layer(figures.images[0]));
  save(figures.images[0], top_layer(figures.images[0]), folder / "figure.xcf");
  const Image loaded(load(folder / "figure.xcf"));
  const json after = recover(loaded, folder / "after.npy");
  BOOST_TEST((contents(folder / "after.npy") == contents(folder / "before.npy")));
  BOOST_TEST(after.at("range") == before.at("range"));
  BOOST_TEST(!says_that_letters_moved(after));
}

// Letters where they no longer stand would make wrong numbers of right ones.
BOOST_AUTO_TEST_CASE(letters_of_a_changed_image_are_left_out_and_that_is_said) {
  const TemporaryFolder folder;
  const Figures figures(call_figures(kPaper, "1", 0));
  BOOST_REQUIRE(figures.images.size() == 2u);
  paint_over_a_letter(figures.images[0]);
  BOOST_TEST(says_that_letters_moved(recover(figures.images[0], folder / "painted.npy")));
  crop(figures.images[1], 3, 0, image_width(figures.images[1]) - 3,
       image_height(figures.images[1]));
  BOOST_TEST(says_that_letters_moved(recover(figures.images[1], folder / "cropped.npy")));
}

BOOST_AUTO_TEST_CASE(what_cannot_be_opened_is_said_and_leaves_no_image) {
  const int before = image_count();
  const auto refuse = [&](const std::string& file, const char* pages, int figure,
                          const std::string& words) {
    const OpenedFigures opened = call_figures(file, pages, figure);
    BOOST_TEST((opened.status == Status::Failed));
    BOOST_TEST(opened.message.find(words) != std::string::npos, opened.message);
  };
  refuse(kPaper, "9", 0, "no page 9");
  refuse(kPaper, "three", 0, "\"pages\" must be");
  refuse(kPaper, "1", 7, "no such figure");
  refuse(kPaper, "2", 0, "no such figure");  // text alone
  refuse(UNWEAVE_VECTOR_DATA "/make", "all", 0, "no PDF");
  BOOST_TEST(image_count() == before);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(window)  // which window_test.cpp disables unless it is asked for

BOOST_AUTO_TEST_CASE(figures_are_chosen_from_a_list) {
  std::string trouble;
  std::thread user([&] {
    const Windows list("plug-in");
    try {
      list.turn_to("Figures of a PDF");
      until(
          "three figures", [&] { return list.value("Status") == "Figures found: 3"; },
          [&] { return list.value("Status"); });
      const std::string rows = list.ask("rows");
      for (const char* name : {"Page 1, figure 1", "Page 1, figure 2", "Page 3"})
        if (rows.find(name) == std::string::npos) throw std::runtime_error(rows);
      if (const std::string audit = list.ask("audit"); !audit.empty())
        throw std::runtime_error(audit);
      screenshot("figures");
      list.press("ctrl+a");
      list.press("alt+o");
      list.wait_until_closed("Figures of a PDF");
    } catch (const std::exception& error) {
      trouble = error.what();
      screenshot("failed-figures");
      list.ask("cancel");
    }
  });
  const OpenedFigures opened = call_figures(kPaper, "", 0, Mode::Interactive);
  user.join();
  BOOST_REQUIRE_MESSAGE(trouble.empty(), trouble);
  const Figures figures(opened);
  BOOST_TEST(figures.images.size() == 3u);
  const Windows gimp("gimp");
  until(
      "windows", [&] { return gimp.ask("windows").find("RGB") != std::string::npos; },
      [&] { return gimp.ask("windows"); });
  screenshot("figures-opened");
}

BOOST_AUTO_TEST_CASE(a_list_that_is_given_up_opens_nothing) {
  const int before = image_count();
  std::string trouble;
  std::thread user([&] {
    const Windows list("plug-in");
    try {
      list.turn_to("Figures of a PDF");
      list.press("Escape");
    } catch (const std::exception& error) {
      trouble = error.what();
      list.ask("cancel");
    }
  });
  const OpenedFigures opened = call_figures(kPaper, "", 0, Mode::Interactive);
  user.join();
  BOOST_REQUIRE_MESSAGE(trouble.empty(), trouble);
  BOOST_TEST((opened.status == Status::Canceled));
  BOOST_TEST(image_count() == before);
}

BOOST_AUTO_TEST_SUITE_END()
