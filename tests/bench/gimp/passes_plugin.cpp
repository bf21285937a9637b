// SPDX-License-Identifier: GPL-3.0-or-later
// A plug-in of GIMP 2.10 for measurements, never installed. One procedure reads a layer and writes
// a gray one: the least that a plug-in like ours does. The other, a batch interpreter, makes a
// picture and calls that and ours in turn; its text is the file for the results.
#include <gegl.h>
#include <libgimp/gimp.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <fstream>
#include <limits>
#include <string>
#include <vector>

#include "tests/bench/speed/pictures.hpp"

namespace unweave::bench {
namespace {

constexpr char kPlain[] = "unweave-bench-plain", kMeasure[] = "unweave-bench";
constexpr double kMegapixels = 16;  // 4000 x 4000
constexpr int kRounds = 9;

/// In bands of 64 rows, a row of GIMP's tiles.
void write_gray(gint32 image, gint32 drawable) {
  constexpr int kBand = 64;
  GeglBuffer* from = gimp_drawable_get_buffer(drawable);
  const int width = gegl_buffer_get_width(from), height = gegl_buffer_get_height(from);
  const gint32 layer =
      gimp_layer_new(image, "gray", width, height, GIMP_RGB_IMAGE, 100, GIMP_LAYER_MODE_NORMAL);
  GeglBuffer* to = gimp_drawable_get_buffer(layer);
  std::vector<std::uint8_t> pixels(std::size_t{3} * kBand * width);
  for (int y = 0; y < height; y += kBand) {
    const GeglRectangle band{0, y, width, std::min(kBand, height - y)};
    const Babl* format = gegl_buffer_get_format(from);
    gegl_buffer_get(from, &band, 1, format, pixels.data(), GEGL_AUTO_ROWSTRIDE, GEGL_ABYSS_NONE);
    const std::size_t n = std::size_t{3} * static_cast<std::size_t>(band.width) * band.height;
    for (std::size_t i = 0; i < n; i += 3) {
      const int sum = pixels[i] + pixels[i + 1] + pixels[i + 2];
      pixels[i] = pixels[i + 1] = pixels[i + 2] = static_cast<std::uint8_t>(sum / 3);
    }
    gegl_buffer_set(to, &band, 0, gegl_buffer_get_format(to), pixels.data(), GEGL_AUTO_ROWSTRIDE);
  }
  g_object_unref(from);
  g_object_unref(to);
  gimp_image_insert_layer(image, layer, -1, -1);
}

gint32 new_image(Paint paint) {
  const Picture picture = make_picture(kMegapixels, paint);
  const int width = picture.layout.width, height = picture.layout.height;
  const gint32 image = gimp_image_new(width, height, GIMP_RGB);
  const gint32 layer =
      gimp_layer_new(image, "", width, height, GIMP_RGB_IMAGE, 100, GIMP_LAYER_MODE_NORMAL);
  GeglBuffer* buffer = gimp_drawable_get_buffer(layer);
  gegl_buffer_set(buffer, nullptr, 0, gegl_buffer_get_format(buffer), picture.bytes.data(),
                  GEGL_AUTO_ROWSTRIDE);
  g_object_unref(buffer);
  gimp_image_insert_layer(image, layer, -1, -1);
  return image;
}

/// Milliseconds on the clock; the new layer is taken out again. Negative if the procedure failed.
double call(const char* procedure, gint32 image) {
  gint count = 0;
  const gint32 drawable = gimp_image_get_active_drawable(image);
  gimp_image_undo_disable(image);
  const auto start = std::chrono::steady_clock::now();
  GimpParam* values =
      gimp_run_procedure(procedure, &count, GIMP_PDB_INT32, GIMP_RUN_NONINTERACTIVE, GIMP_PDB_IMAGE,
                         image, GIMP_PDB_DRAWABLE, drawable, GIMP_PDB_END);
  const std::chrono::duration<double, std::milli> taken = std::chrono::steady_clock::now() - start;
  const bool done = values[0].data.d_status == GIMP_PDB_SUCCESS;
  gimp_destroy_params(values, count);
  gint layers = 0;
  gint* ids = gimp_image_get_layers(image, &layers);
  for (gint i = 0; i + 1 < layers; ++i) gimp_image_remove_layer(image, ids[i]);
  g_free(ids);
  return done ? taken.count() : -1;
}

void measure(const std::string& path) {
  std::ofstream results(path);
  for (const auto& [name, paint] :
       {std::pair{"entries", Paint::Entries}, {"noisy", Paint::Noisy}}) {
    const gint32 image = new_image(paint);
    double plain = std::numeric_limits<double>::infinity(), ours = plain;
    for (int round = 0; round < kRounds; ++round) {  // in turn, so that both meet the same load
      plain = std::min(plain, call(kPlain, image));
      ours = std::min(ours, call("plug-in-unweave", image));
    }
    results << name << ' ' << plain << ' ' << ours << '\n';
    gimp_image_delete(image);
  }
}

void query() {
  static gchar mode[] = "run-mode", image[] = "image", drawable[] = "drawable", path[] = "path",
               text[] = "";
  static const GimpParamDef plain[] = {{GIMP_PDB_INT32, mode, text},
                                       {GIMP_PDB_IMAGE, image, text},
                                       {GIMP_PDB_DRAWABLE, drawable, text}};
  static const GimpParamDef batch[] = {{GIMP_PDB_INT32, mode, text}, {GIMP_PDB_STRING, path, text}};
  gimp_install_procedure(kPlain, "", "", "", "", "", nullptr, "*", GIMP_PLUGIN, G_N_ELEMENTS(plain),
                         0, plain, nullptr);
  gimp_install_procedure(kMeasure, "", "", "", "", "", nullptr, nullptr, GIMP_PLUGIN,
                         G_N_ELEMENTS(batch), 0, batch, nullptr);
}

void run(const gchar* name, gint, const GimpParam* params, gint* return_count,
         GimpParam** returned) {
  static GimpParam values[1];
  values[0].type = GIMP_PDB_STATUS;
  values[0].data.d_status = GIMP_PDB_SUCCESS;
  *return_count = 1;
  *returned = values;
  gegl_init(nullptr, nullptr);
  if (g_strcmp0(name, kPlain) == 0)
    return write_gray(params[1].data.d_image, params[2].data.d_drawable);
  measure(params[1].data.d_string);
  gint count = 0;
  gimp_destroy_params(gimp_run_procedure("gimp-quit", &count, GIMP_PDB_INT32, TRUE, GIMP_PDB_END),
                      count);
}

}  // namespace
}  // namespace unweave::bench

const GimpPlugInInfo PLUG_IN_INFO = {nullptr, nullptr, unweave::bench::query, unweave::bench::run};
MAIN()
