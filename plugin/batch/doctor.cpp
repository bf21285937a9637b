// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/batch/doctor.hpp"

#include <glib.h>
#include <sys/wait.h>

#include <algorithm>
#include <fstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/reason_name.hpp"
#include "core/version.hpp"
#include "plugin/batch/command_error.hpp"
#include "plugin/batch/display.hpp"
#include "plugin/batch/engine_worker.hpp"
#include "plugin/batch/gimp_install.hpp"
#include "plugin/batch/gimp_worker.hpp"
#include "plugin/batch/profile.hpp"
#include "plugin/batch/supervisor.hpp"
#include "plugin/request/i18n.hpp"
#include "plugin/run/job.hpp"

namespace unweave::batch {
namespace {

/// 8 x 8 pixels of one gray, PNM: whoever loads it says that it has a single color.
std::string one_color() { return "P5 8 8 255\n" + std::string(64, 'x'); }

/// The same as PNG, which the engine loads.
constexpr unsigned char kOneColor[] = {
    0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0x00, 0x00, 0x00, 0x0D, 0x49, 0x48, 0x44,
    0x52, 0x00, 0x00, 0x00, 0x08, 0x00, 0x00, 0x00, 0x08, 0x08, 0x00, 0x00, 0x00, 0x00, 0xE1,
    0x64, 0xE1, 0x57, 0x00, 0x00, 0x00, 0x0E, 0x49, 0x44, 0x41, 0x54, 0x78, 0xDA, 0x63, 0xA8,
    0x80, 0x02, 0x06, 0xCA, 0x18, 0x00, 0x38, 0x84, 0x1E, 0x01, 0x28, 0x42, 0x3B, 0x6F, 0x00,
    0x00, 0x00, 0x00, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82};

class Examination {
 public:
  bool run() {
    say(std::string("gimp-unweave ") + version());
    engine();
    for (const GimpKind& kind : gimp_kinds()) gimp(kind);
    sandboxed_gimps();
    return well_;
  }

 private:
  void good(const std::string& what) { say(std::string(_("  well: ")) + what); }
  void note(const std::string& what) { say(std::string(_("  note: ")) + what); }
  void bad(const std::string& what) {
    well_ = false;
    say(std::string(_("  BAD: ")) + what);
  }

  /// Has a worker do the tiny figure. What was wrong, else nothing.
  std::string attempt(Worker& worker, std::string_view contents) {
    const std::string figure = folder_.path() + "/figure";
    std::ofstream(figure, std::ios::binary) << contents;
    plugin::Job job;
    job.output = folder_.folder("results");
    job.figures = {{0, figure, "figure"}};
    job.formats = {"npy"};
    std::string wrong;
    Listener listener;
    listener.decided = [&](std::size_t, const Verdict& verdict) {
      if (verdict.reason != reason_name(Reason::OneColor)) wrong = verdict.text;
    };
    listener.passed = listener.decided;
    listener.remark = [](const std::string&) {};
    listener.log = [&](const std::string&, const std::string& log, bool is_wrong) {
      if (!is_wrong) return;
      std::ifstream file(log, std::ios::binary);
      for (std::string line; std::getline(file, line);)
        if (!line.empty()) said_.push_back(line);
    };
    said_.clear();
    Supervisor(worker, folder_, std::move(job), Limits{}, listener).run();
    return wrong;
  }

  /// What a program printed before it failed, missing libraries among it.
  void say_last_words() const {
    constexpr std::size_t kLast = 5;
    for (std::size_t i = said_.size() - std::min(said_.size(), kLast); i < said_.size(); ++i)
      say("      " + shown_text(said_[i]));
  }

  void engine() {
    const auto program = find_engine();
    if (!program)
      return bad(_("The program \"unweave-engine\" is not installed; every figure needs GIMP."));
    EngineWorker worker(*program, {}, false);
    const std::string wrong =
        attempt(worker, {reinterpret_cast<const char*>(kOneColor), sizeof(kOneColor)});
    if (!wrong.empty()) {
      bad(shown_name(*program) + ": " + shown_text(wrong));
      return say_last_words();
    }
    good(fill(_("the engine works: %s"), shown_name(*program).c_str()));
    const std::string& command = *program;
    const char* const arguments[] = {command.c_str(), "--reads-text", nullptr};
    int status = 0;
    const bool ran = g_spawn_sync(nullptr, const_cast<gchar**>(arguments), nullptr, G_SPAWN_DEFAULT,
                                  nullptr, nullptr, nullptr, nullptr, &status, nullptr);
    if (ran && WIFEXITED(status) && WEXITSTATUS(status) == 0)
      good(_("labels are read (Tesseract with its English data)"));
    else
      bad(
          _("no label can be read, so that no range is found: Tesseract or its English data "
            "(tesseract-ocr-eng) is missing"));
  }

  void gimp(const GimpKind& kind) {
    FoundKind found;
    try {
      found = look_for(kind);
    } catch (const CommandError& error) {  // a variable that names no plug-in
      return bad(error.what());
    }
    if (!found.gimp) return found.installed ? bad(found.missing) : note(found.missing);
    const Gimp& gimp = *found.gimp;
    Profile profile(folder_, gimp, {true, false});
    GimpWorker worker(gimp, profile);
    const std::string wrong = attempt(worker, one_color());
    if (wrong.empty()) {
      good(fill(_("GIMP %s (%s) loads the plug-in %s"), kind.name, shown_name(gimp.console).c_str(),
                shown_name(gimp.plugin).c_str()));
    } else {
      bad(fill(_("GIMP %s (%s) with the plug-in %s: %s"), kind.name,
               shown_name(gimp.console).c_str(), shown_name(gimp.plugin).c_str(),
               shown_text(wrong).c_str()));
      say_last_words();
    }
    folder_.clear("profile");
  }

  /// GIMPs that the command cannot start, and that do not see the plug-in.
  void sandboxed_gimps() {
    const std::string own = std::string(g_get_user_data_dir()) + "/flatpak/app/org.gimp.GIMP";
    for (const std::string& place :
         {std::string("/var/lib/flatpak/app/org.gimp.GIMP"), own, std::string("/snap/gimp")})
      if (g_file_test(place.c_str(), G_FILE_TEST_IS_DIR))
        note(fill(_("the GIMP in %s runs in a sandbox: it does not see plug-ins of the system, and "
                    "the command cannot start it"),
                  shown_name(place).c_str()));
  }

  const PrivateFolder folder_;
  std::vector<std::string> said_;
  bool well_ = true;
};

}  // namespace

bool examine() { return Examination().run(); }

}  // namespace unweave::batch
