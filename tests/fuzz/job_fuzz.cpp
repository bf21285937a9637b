// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "plugin/run/job.hpp"
#include "tests/fuzz/fuzz.hpp"

// What the command and the plug-in read of each other: refused, or the same after another way out
// and in.

namespace unweave::fuzz {

std::vector<std::string> seeds() {
  using namespace unweave::plugin;  // NOLINT(google-build-using-namespace)
  Job job;
  job.events = "/tmp/events";
  job.output = "/tmp/out put";
  job.scratch = "/tmp/\xff";
  job.log = "/tmp/log";
  job.figures = {{0, "/a.png"}, {7, "/b \n\"'%.png"}};
  job.formats = {"npy", "xyz.csv"};
  job.settings = {{"range", "0,1"}, {"colormap", "-viridis"}};
  std::vector<std::string> all = {"", "{}", "[]", "null", job_json(job)};
  for (const auto kind : {Event::Kind::Ready, Event::Kind::Start, Event::Kind::Done,
                          Event::Kind::Failed, Event::Kind::End})
    all.push_back(event_line({kind, 3, "viridis: \"0\" to 1\n"}));
  return all;
}

}  // namespace unweave::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace unweave;          // NOLINT(google-build-using-namespace)
  using namespace unweave::plugin;  // NOLINT(google-build-using-namespace)
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto job = parse_job(text)) {
    const std::string again = job_json(*job);
    const auto same = parse_job(again);
    PROMISED(same && job_json(*same) == again);
  } else {
    PROMISED(job.error().reason == Reason::InvalidOption);
    PROMISED(job.error().detail.starts_with("job="));
  }
  if (const auto event = parse_event(text)) {
    const std::string again = event_line(*event);
    PROMISED(again.ends_with('\n') && again.find('\n') == again.size() - 1);
    const auto same = parse_event(again);
    PROMISED(same && event_line(*same) == again);
  }
  return 0;
}
