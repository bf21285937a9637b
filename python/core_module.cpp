// SPDX-License-Identifier: GPL-3.0-or-later
// unweave._core: libunweave for Python. Takes and gives arrays of NumPy and plain texts; what is
// pleasant to use is made of them in python/unweave/*.py.
#include <libintl.h>
#include <pybind11/functional.h>
#include <pybind11/numpy.h>
#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unweave/unweave.hpp>
#include <utility>
#include <vector>

#include "python/jpeg.hpp"

namespace py = pybind11;

namespace {

using unweave::Field;
using unweave::Picture;
using unweave::Plane;

/// Options by name and text.
using Texts = std::vector<std::pair<std::string, std::string>>;
using Selection = std::optional<py::array_t<std::uint8_t, py::array::c_style>>;

/// Of another picture.
using Bar = std::optional<unweave::Colorbar>;

unweave::Options options_of(const Texts& texts, const Bar& bar = {}) {
  unweave::Options options;
  for (const auto& [name, text] : texts) options.set(name, text);
  if (bar) options.set_colorbar_from(*bar);
  return options;
}

/// What is known of the picture beside its pixels.
struct Source {
  std::string name, sha256;
  int pages = 1;
  bool whole = true;
  bool linear = false;
  int page = 0;
  std::string origin;
};

/// Pixels as height x width x channels; the array outlives the picture.
Picture picture_of(const py::array& pixels, const Selection& selection, const Source& source) {
  Picture picture;
  if (pixels.ndim() != 3 || !(pixels.flags() & py::array::c_style))
    throw py::value_error("pixels are not height x width x channels in C order");
  picture.height = static_cast<int>(pixels.shape(0));
  picture.width = static_cast<int>(pixels.shape(1));
  picture.channels = static_cast<int>(pixels.shape(2));
  picture.pixels = pixels.data();
  if (py::isinstance<py::array_t<std::uint8_t>>(pixels))
    picture.sample = Picture::Sample::U8;
  else if (py::isinstance<py::array_t<std::uint16_t>>(pixels))
    picture.sample = Picture::Sample::U16;
  else if (py::isinstance<py::array_t<float>>(pixels))
    picture.sample = Picture::Sample::F32;
  else
    throw py::value_error("pixels are none of uint8, uint16 and float32");
  if (selection) {
    if (selection->ndim() != 2 || selection->shape(0) != pixels.shape(0) ||
        selection->shape(1) != pixels.shape(1))
      throw py::value_error("the selection has not the picture's height and width");
    picture.selection = selection->data();
  }
  picture.name = source.name;
  picture.sha256 = source.sha256;
  picture.pages = source.pages;
  picture.page = source.page;
  picture.whole = source.whole;
  picture.origin = source.origin;
  picture.linear = source.linear;
  return picture;
}

/// A run that gives way to Ctrl-C, and to a progress function that returns False or throws.
unweave::Run run_of(const py::object& progress, unsigned threads) {
  unweave::Run run;
  run.threads = threads;
  run.progress = [&progress](const std::string& step, double done) {
    const py::gil_scoped_acquire gil;
    if (PyErr_CheckSignals() != 0) throw py::error_already_set();
    if (progress.is_none()) return true;
    const py::object answer = progress(step, done);
    return answer.is_none() || answer.cast<bool>();
  };
  return run;
}

/// The array that `write` fills without the interpreter's lock.
template <class T, class Write>
py::array_t<T> plane_of(const Field& field, Write write) {
  py::array_t<T> out({field.height(), field.width()});
  T* data = out.mutable_data();
  const py::gil_scoped_release release;
  write(data);
  return out;
}

py::array_t<float> plane_of(const Field& field, Plane plane) {
  return plane_of<float>(field, [&](float* out) { field.plane(plane, out); });
}

py::dict attributes_of(const unweave::Attributes& attributes) {
  py::dict out;
  for (const auto& [name, text] : attributes) out[py::str(name)] = text;
  return out;
}

py::tuple tuple_of(const unweave::Coordinate& coordinate) {
  return py::make_tuple(coordinate.name,
                        py::array_t<double>(static_cast<py::ssize_t>(coordinate.values.size()),
                                            coordinate.values.data()),
                        attributes_of(coordinate.attributes));
}

/// None for a field.
py::object points_of(const Field& field) {
  const unweave::Points points = field.points();
  if (points.value.empty()) return py::none();
  py::dict out;
  const auto add = [&out](const char* name, const auto& column) {
    using T = typename std::decay_t<decltype(column)>::value_type;
    out[name] = py::array_t<T>(static_cast<py::ssize_t>(column.size()), column.data());
  };
  add("x", points.x);
  add("y", points.y);
  add("value", points.value);
  add("confidence", points.confidence);
  add("uncertainty", points.uncertainty);
  add("column", points.column);
  add("row", points.row);
  add("unsure", points.unsure);
  return out;
}

py::dict dict_of(const Field& field) {
  py::dict out;
  out["value"] = field.doubles()
                     ? py::array(plane_of<double>(field, [&](double* data) { field.values(data); }))
                     : py::array(plane_of<float>(field, [&](float* data) { field.values(data); }));
  out["confidence"] = plane_of(field, Plane::Confidence);
  out["uncertainty"] = plane_of(field, Plane::Uncertainty);
  out["residual"] = plane_of(field, Plane::Residual);
  out["filled"] = plane_of(field, Plane::Filled);
  out["position"] = plane_of(field, Plane::Position);
  out["x"] = tuple_of(field.x());
  out["y"] = tuple_of(field.y());
  out["points"] = points_of(field);
  out["value_attributes"] = attributes_of(field.value_attributes());
  out["attributes"] = attributes_of(field.global_attributes());
  out["report"] = field.report();
  out["messages"] = field.messages();
  return out;
}

py::list recover(const py::array& pixels, const Texts& texts, const Source& source,
                 const Selection& selection, const py::object& progress, unsigned threads,
                 bool panels, const Bar& bar) {
  const Picture picture = picture_of(pixels, selection, source);
  const unweave::Options options = options_of(texts, bar);
  const unweave::Run run = run_of(progress, threads);
  std::vector<Field> fields;
  {
    const py::gil_scoped_release release;
    if (panels)
      fields = unweave::recover_panels(picture, options, run);
    else
      fields.push_back(unweave::recover(picture, options, run));
  }
  py::list out;
  for (const Field& field : fields) out.append(dict_of(field));
  return out;
}

std::string read_layout(const py::array& pixels, const Texts& texts, const Source& source,
                        const Selection& selection, const py::object& progress, unsigned threads,
                        const Bar& bar) {
  const Picture picture = picture_of(pixels, selection, source);
  const unweave::Options options = options_of(texts, bar);
  const unweave::Run run = run_of(progress, threads);
  const py::gil_scoped_release release;
  return unweave::read_layout(picture, options, run);
}

unweave::Colorbar read_colorbar(const py::array& pixels, const Texts& texts, const Source& source) {
  const Picture picture = picture_of(pixels, {}, source);
  const unweave::Options options = options_of(texts);
  const py::object nobody = py::none();
  const unweave::Run run = run_of(nobody, 0);
  const py::gil_scoped_release release;
  return unweave::read_colorbar(picture, options, run);
}

py::list colormaps() {
  constexpr const char* kKinds[] = {"continuous", "discrete", "cyclic"};
  py::list out;
  for (const unweave::ColormapInfo& map : unweave::colormaps()) {
    py::array_t<std::uint8_t> colors({static_cast<py::ssize_t>(map.colors.size()), py::ssize_t{3}});
    std::copy_n(map.colors.front().data(), 3 * map.colors.size(), colors.mutable_data());
    out.append(py::make_tuple(map.name, map.family, kKinds[static_cast<int>(map.kind)], map.license,
                              map.source, map.aliases, colors));
  }
  return out;
}

using Doubles = py::array_t<double, py::array::c_style | py::array::forcecast>;
using Floats = py::array_t<float, py::array::c_style | py::array::forcecast>;

py::array_t<double> positions(const std::string& report, const Doubles& values) {
  py::array_t<double> out(std::vector<py::ssize_t>(values.shape(), values.shape() + values.ndim()));
  unweave::positions(report, values.data(), static_cast<std::size_t>(values.size()),
                     out.mutable_data());
  return out;
}

py::array_t<std::uint8_t> paint(const std::string& colormap, const Floats& places) {
  std::vector<py::ssize_t> shape(places.shape(), places.shape() + places.ndim());
  shape.push_back(4);
  py::array_t<std::uint8_t> out(shape);
  unweave::paint(colormap, places.data(), static_cast<std::size_t>(places.size()),
                 out.mutable_data());
  return out;
}

py::list options() {
  constexpr const char* kKinds[] = {"flag",      "number",   "text",  "choice",
                                    "rectangle", "interval", "colors"};
  py::list out;
  for (const unweave::OptionInfo& option : unweave::known_options()) {
    py::dict entry;
    entry["name"] = option.name;
    entry["kind"] = kKinds[static_cast<int>(option.kind)];
    entry["initial"] = option.initial;
    entry["summary"] = option.summary;
    entry["expects"] = option.expects;
    entry["min"] = option.min;
    entry["max"] = option.max;
    entry["choices"] = option.choices;
    out.append(entry);
  }
  return out;
}

/// Names of all reasons, in the order of their numbers.
std::vector<std::string> reasons() {
  std::vector<std::string> names;
  for (int i = 0;; ++i) {
    const char* name = unweave::name_of(static_cast<unweave::Reason>(i));
    if (!name) return names;
    names.emplace_back(name);
  }
}

std::string sentence(const std::string& reason, const std::string& detail) {
  const std::vector<std::string> names = reasons();
  for (std::size_t i = 0; i < names.size(); ++i)
    if (names[i] == reason) return unweave::sentence(static_cast<unweave::Reason>(i), detail);
  throw py::value_error("no reason " + reason);
}

/// Pixels (none: colors that are neither gray nor RGB) and what libjpeg had to say.
py::tuple decode_jpeg(const py::bytes& file) {
  const std::string_view data = file;
  unweave::python::Jpeg jpeg;
  {
    const py::gil_scoped_release release;
    jpeg = unweave::python::decode_jpeg(std::as_bytes(std::span(data)));
  }
  py::array_t<std::uint8_t> pixels({jpeg.height, jpeg.width, jpeg.channels});
  std::copy(jpeg.pixels.begin(), jpeg.pixels.end(), pixels.mutable_data());
  return py::make_tuple(pixels, py::bytes(jpeg.words));
}

void bind_translations(const std::string& folder) {
  bindtextdomain("gimp-unweave", folder.c_str());
  bind_textdomain_codeset("gimp-unweave", "UTF-8");
}

}  // namespace

PYBIND11_MODULE(_core, module) {
  bind_translations(UNWEAVE_LOCALEDIR);
  py::class_<Source>(module, "Source")
      .def(py::init([](std::string name, std::string sha256, int pages, bool whole, bool linear,
                       int page, std::string origin) {
             return Source{std::move(name),  std::move(sha256), pages, whole, linear, page,
                           std::move(origin)};
           }),
           py::arg("name") = "", py::arg("sha256") = "", py::arg("pages") = 1,
           py::arg("whole") = true, py::arg("linear") = false, py::arg("page") = 0,
           py::arg("origin") = "")
      .def_readonly("name", &Source::name)
      .def_readonly("sha256", &Source::sha256)
      .def_readonly("pages", &Source::pages)
      .def_readonly("whole", &Source::whole)
      .def_readonly("linear", &Source::linear)
      .def_readonly("page", &Source::page)
      .def_readonly("origin", &Source::origin);
  module.attr("ENGINE") = UNWEAVE_ENGINE_PROGRAM;
  module.def("recover", &recover, py::arg("pixels"), py::arg("options"), py::arg("source"),
             py::arg("selection"), py::arg("progress"), py::arg("threads"), py::arg("panels"),
             py::arg("bar") = py::none());
  module.def("read_layout", &read_layout, py::arg("pixels"), py::arg("options"), py::arg("source"),
             py::arg("selection"), py::arg("progress"), py::arg("threads"),
             py::arg("bar") = py::none());
  const py::class_<unweave::Colorbar> colorbar(module, "Colorbar");
  module.def("read_colorbar", &read_colorbar, py::arg("pixels"), py::arg("options"),
             py::arg("source"));
  module.def("colormaps", &colormaps);
  module.def("positions", &positions, py::arg("report"), py::arg("values"));
  module.def("paint", &paint, py::arg("colormap"), py::arg("positions"));
  module.def("options", &options);
  module.def("reasons", &reasons);
  module.def("sentence", &sentence, py::arg("reason"), py::arg("detail") = "");
  module.def("version", &unweave::version);
  module.def("notices", &unweave::notices);
  module.def("decode_jpeg", &decode_jpeg, py::arg("file"));
  module.def("bind_translations", &bind_translations, py::arg("folder"));
  py::register_exception_translator([](std::exception_ptr thrown) {
    try {
      std::rethrow_exception(std::move(thrown));
    } catch (const unweave::Error& error) {
      const py::object made = py::module_::import("unweave._errors")
                                  .attr("error_of")(unweave::name_of(error.reason()),
                                                    error.detail(), error.what(), error.found());
      PyErr_SetObject(py::type::of(made).ptr(), made.ptr());
    }
  });
}
