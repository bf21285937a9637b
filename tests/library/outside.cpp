// SPDX-License-Identifier: GPL-3.0-or-later
// A program that knows libunweave by its header alone, built by library_test.py against what was
// installed:  outside RAW_FIGURE RAW_FIGURE     each: width and height (32 bits), then RGB
// Prints a line for each thing that is as it should be; exits 1 at the first that is not.
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <stdexcept>
#include <string>
#include <thread>
#include <unweave/unweave.hpp>
#include <utility>
#include <vector>

namespace {

void check(bool fine, const char* what) {
  std::printf("%s: %s\n", fine ? "yes" : "NO", what);
  if (!fine) std::exit(1);
}

struct Raw {
  std::int32_t width = 0, height = 0;
  std::vector<unsigned char> rgb;
  unweave::Picture picture() const { return {width, height, rgb.data()}; }
};

Raw read_raw(const char* path) {
  Raw raw;
  std::ifstream file(path, std::ios::binary);
  file.read(reinterpret_cast<char*>(&raw.width), sizeof raw.width);
  file.read(reinterpret_cast<char*>(&raw.height), sizeof raw.height);
  raw.rgb.resize(std::size_t{3} * raw.width * raw.height);
  file.read(reinterpret_cast<char*>(raw.rgb.data()), static_cast<std::streamsize>(raw.rgb.size()));
  check(static_cast<bool>(file), path);
  return raw;
}

/// All that can be seen of a field.
struct Seen {
  std::vector<float> values, confidence, uncertainty, residual;
  std::string report;
};

bool same(const std::vector<float>& a, const std::vector<float>& b) {
  return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(float)) == 0;
}

bool same(const Seen& a, const Seen& b) {
  return a.report == b.report && same(a.values, b.values) && same(a.confidence, b.confidence) &&
         same(a.uncertainty, b.uncertainty) && same(a.residual, b.residual);
}

Seen see(const Raw& raw, const unweave::Options& options = {}, unsigned threads = 0) {
  const unweave::Field field = unweave::recover(raw.picture(), options, {{}, threads});
  Seen seen;
  for (auto* plane : {&seen.values, &seen.confidence, &seen.uncertainty, &seen.residual})
    plane->resize(field.size());
  field.values(seen.values.data());
  field.plane(unweave::Plane::Confidence, seen.confidence.data());
  field.plane(unweave::Plane::Uncertainty, seen.uncertainty.data());
  field.plane(unweave::Plane::Residual, seen.residual.data());
  seen.report = field.report();
  return seen;
}

/// Two analyses at once, several times, of different figures and of the same one.
void check_threads(const Raw& first, const Raw& second) {
  const Seen alone[] = {see(first), see(second)};
  check(same(alone[0], see(first, {}, 1)), "one thread gives the same bytes as many");
  const unweave::Options shared;  // may be read by several threads
  for (const auto& [a, b] : {std::pair{0, 1}, std::pair{1, 1}, std::pair{1, 0}}) {
    Seen together[2];
    const Raw* raws[] = {&first, &second};
    std::thread other([&, b = b] { together[1] = see(*raws[b], shared); });
    together[0] = see(*raws[a], shared);
    other.join();
    check(same(together[0], alone[a]) && same(together[1], alone[b]),
          "two at once give the bytes that each gives alone");
  }
}

void check_errors(const Raw& raw) {
  using unweave::Reason;
  unweave::Options options;
  try {
    options.set("range", "low,high");
    options.set("no-such", "1");
    check(false, "an unknown option is refused");
  } catch (const unweave::Error& error) {
    check(error.reason() == Reason::UnknownOption && error.detail() == "no-such", error.what());
  }
  try {
    unweave::recover(raw.picture(), options);
    check(false, "a range of words is refused");
  } catch (const unweave::Error& error) {
    check(error.reason() == Reason::InvalidOption && error.detail() == "range=low,high",
          error.what());
    check(error.what() == unweave::sentence(error.reason(), error.detail()), "its sentence");
    check(std::string(unweave::name_of(error.reason())) == "invalid-option", "its name");
  }
  try {
    unweave::recover(raw.picture(), {}, {[](const std::string&, double) { return false; }});
    check(false, "it is canceled");
  } catch (const unweave::Error& error) {
    check(error.reason() == Reason::Canceled, error.what());
  }
  try {
    unweave::recover(raw.picture(), {},
                     {[](const std::string&, double) -> bool { throw std::logic_error("mine"); }});
    check(false, "what progress throws goes through");
  } catch (const std::logic_error& error) {
    check(error.what() == std::string("mine"), "what progress throws goes through");
  }
  for (unweave::Picture wrong : {unweave::Picture{3, 3, nullptr}, unweave::Picture{-1, 3, "x"},
                                 unweave::Picture{3, 3, "x", 7}})
    try {
      unweave::recover(wrong);
      check(false, "a broken contract is refused");
    } catch (const std::invalid_argument& error) {
      check(true, error.what());
    }
}

void check_field(const Raw& raw) {
  unweave::Options options;
  options.set("units", "m/s");
  options.set("range", "10,20");
  unweave::Picture picture = raw.picture();
  picture.name = "raw.png";
  picture.pages = 3;
  double last = 0;
  bool rises = true;
  const unweave::Field field =
      unweave::recover(picture, options, {[&](const std::string&, double done) {
                         rises = rises && done >= last && done <= 1;
                         last = done;
                         return true;
                       }});
  check(rises && last > 0.5, "progress rises");
  std::vector<float> values(field.size()), positions(field.size());
  std::vector<double> exact(field.size()), places(field.size());
  field.values(values.data());
  field.values(exact.data());
  field.plane(unweave::Plane::Position, positions.data());
  unweave::positions(field.report(), exact.data(), exact.size(), places.data());
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (std::isnan(values[i]) != std::isnan(positions[i])) check(false, "no data is no data");
    if (std::isnan(values[i])) continue;
    if (values[i] < 10 || values[i] > 20 || values[i] != static_cast<float>(exact[i]))
      check(false, "values lie in the range");
    if (std::abs(places[i] - positions[i]) > 1e-6) check(false, "values lead back to their places");
  }
  check(true, "values and places");
  check(field.report().find("\"raw.png\"") != std::string::npos, "the report names the figure");
  check(field.messages().back() == "The file has 3 pages; the first was used.", "messages");
  check(field.x().values.size() == static_cast<std::size_t>(field.width()) &&
            field.y().values.size() == static_cast<std::size_t>(field.height()),
        "coordinates");
  bool units = false;
  for (const auto& [name, text] : field.value_attributes())
    units = units || (name == "units" && text == "m/s");
  check(units, "units");
  std::vector<std::uint8_t> colors(4 * field.size()), painted(4 * field.size());
  field.recolored("viridis", colors.data());
  unweave::paint("viridis", positions.data(), positions.size(), painted.data());
  check(colors == painted, "colors of another map");
  const std::string layout = unweave::read_layout(picture, options);
  check(layout.find("\"plot_area\"") != std::string::npos &&
            layout.find("\"colormap\"") == std::string::npos,
        "the layout is the report without its colors");
  check(unweave::recover_panels(picture, options).size() == 1, "a panel");
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  const Raw first = read_raw(argv[1]), second = read_raw(argv[2]);
  check_field(first);
  check_errors(first);
  check_threads(first, second);
  check(unweave::colormaps().size() > 1000, "known colormaps");
  check(unweave::notices().size() > 1000, "notices");
  unweave::Options options;
  for (const unweave::OptionInfo& option : unweave::known_options())
    check(options.get(option.name) == option.initial && !option.summary.empty(),
          option.name.c_str());
  std::printf("version %s\n", unweave::version());
  return 0;
}
