// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/write/scratch_folder.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstdint>
#include <ctime>
#include <memory>
#include <random>
#include <utility>

#include "core/write/folder.hpp"

namespace unweave {

namespace {

constexpr int kMostTries = 100;
constexpr std::size_t kRandomLetters = 12;
constexpr std::string_view kLetters = "0123456789abcdefghijklmnopqrstuv";
constexpr const char *kState = "state", *kDone = "done", *kUnmarked = "state~";
constexpr std::string_view kMark = "unweave scratch 1\n", kEnd = "end\n";
constexpr std::size_t kLongestJournal = 16 << 20;
// A folder without a mark belongs to a maker that is about to put it there, or was killed before.
constexpr time_t kUnmarkedSeconds = 60;

/// Short and unlike the results' names, so that a name of the longest length still works.
std::string random_name() {
  std::random_device random;
  std::string name(ScratchFolder::kPrefix);
  for (std::size_t word = 0; word < kRandomLetters / 6; ++word) {
    std::uint32_t bits = random();
    for (int i = 0; i < 6; ++i, bits >>= 5) name += kLetters[bits & 31];
  }
  return name;
}

bool is_random_name(std::string_view name) {
  if (!name.starts_with(ScratchFolder::kPrefix)) return false;
  name.remove_prefix(ScratchFolder::kPrefix.size());
  return name.size() == kRandomLetters && name.find_first_not_of(kLetters) == name.npos;
}

bool is_numbered(std::string_view name) {
  if (!name.starts_with("new-") && !name.starts_with("old-")) return false;
  return name.size() > 4 && name.find_first_not_of("0123456789", 4) == name.npos;
}

Descriptor open_in(int folder, const char* name, int flags, mode_t mode = 0) {
  return Descriptor(
      retry([&] { return openat(folder, name, flags | O_NOFOLLOW | O_CLOEXEC, mode); }));
}

/// Another descriptor of the same open folder.
Descriptor copy_of(int folder) { return Descriptor(fcntl(folder, F_DUPFD_CLOEXEC, 0)); }

/// Calls `use` with each name. It throws nothing that `use` does not: destructors call it.
template <class Use>
void for_each_name(int folder, const Use& use) {
  Descriptor own = open_in(folder, ".", O_RDONLY | O_DIRECTORY);
  const std::unique_ptr<DIR, int (*)(DIR*)> entries(own ? fdopendir(own.get()) : nullptr, closedir);
  if (!entries) return;
  (void)own.release();  // the stream closes it
  // readdir: one thread reads one stream.
  while (const dirent* entry = readdir(entries.get()))  // NOLINT(concurrency-mt-unsafe)
    use(static_cast<const char*>(entry->d_name));
}

std::vector<std::string> names_in(int folder) {
  std::vector<std::string> names;
  for_each_name(folder, [&](const char* name) { names.emplace_back(name); });
  return names;
}

int write_all(int fd, std::string_view text) {
  while (!text.empty()) {
    const ssize_t done = retry([&] { return ::write(fd, text.data(), text.size()); });
    if (done < 0) return -1;
    text.remove_prefix(static_cast<std::size_t>(done));
  }
  return 0;
}

std::string read_all(int fd) {
  std::string text;
  std::array<char, 4096> block{};
  for (off_t at = 0; text.size() < kLongestJournal;) {
    const ssize_t got = retry([&] { return pread(fd, block.data(), block.size(), at); });
    if (got <= 0) break;
    text.append(block.data(), static_cast<std::size_t>(got));
    at += got;
  }
  return text;
}

/// Takes a number and the character behind it off the text's start.
template <class T>
bool take_number(std::string_view& text, char behind, T& value) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const auto length = static_cast<std::size_t>(end - text.data());
  if (error != std::errc() || length == text.size() || *end != behind) return false;
  text.remove_prefix(length + 1);
  return true;
}

}  // namespace

tl::expected<ScratchFolder, int> ScratchFolder::make(int parent) {
  ScratchFolder made;
  made.parent_ = copy_of(parent);
  std::string name;
  int outcome = -1;
  for (int i = 0; made.parent_ && i < kMostTries && outcome != 0; ++i) {
    name = random_name();
    outcome = mkdirat(parent, name.c_str(), S_IRWXU);
    if (outcome != 0 && errno != EEXIST) break;
  }
  if (outcome != 0) return tl::unexpected(errno);
  made.name_ = std::move(name);
  made.folder_ = open_in(parent, made.name_.c_str(), O_RDONLY | O_DIRECTORY);
  const int folder = made.folder_.get();
  made.state_ = open_in(folder, kUnmarked, O_CREAT | O_EXCL | O_RDWR, S_IRUSR | S_IWUSR);
  if (made.state_) lock_file(made.state_.get());
  // Under its name it is locked from the start: else it would be taken for a dead maker's.
  if (!made.state_ || write_all(made.state_.get(), kMark) != 0 ||
      renameat(folder, kUnmarked, folder, kState) != 0)
    return tl::unexpected(errno);
  return made;
}

ScratchFolder& ScratchFolder::operator=(ScratchFolder&& other) noexcept {
  if (this == &other) return *this;
  if (!name_.empty() && undo()) remove();
  parent_ = std::move(other.parent_);
  folder_ = std::move(other.folder_);
  state_ = std::move(other.state_);
  name_ = std::exchange(other.name_, {});
  steps_ = std::move(other.steps_);
  begun_ = other.begun_;
  held_ = other.held_;
  return *this;
}

ScratchFolder::~ScratchFolder() {
  if (!name_.empty() && undo()) remove();
}

int ScratchFolder::begin(std::vector<CommitStep> steps) {
  steps_ = std::move(steps);
  std::string text;
  for (const CommitStep& step : steps_)
    text += std::to_string(step.staged) + " " + std::to_string(step.name.size()) + " " + step.name +
            "\n";
  text += kEnd;
  if (write_all(state_.get(), text) != 0 || flush(state_.get()) != 0 || flush(folder_.get()) != 0)
    return -1;
  begun_ = true;
  return 0;
}

int ScratchFolder::perform(std::size_t i) {
  const int parent = parent_.get(), folder = folder_.get();
  const CommitStep& step = steps_.at(i);
  const std::string fresh = new_name(i), kept = old_name(i);
  const char* name = step.name.c_str();
  if (const auto there = status_of(parent, step.name)) {
    if (!S_ISREG(there->st_mode) && !S_ISLNK(there->st_mode)) {
      errno = S_ISDIR(there->st_mode) ? EISDIR : EEXIST;
      return -1;
    }
    // A link first, so that the name is never missing, where the file system has hard links.
    const bool linked = step.staged != 0 && linkat(parent, name, folder, kept.c_str(), 0) == 0;
    if (!linked && renameat(parent, name, folder, kept.c_str()) != 0) return -1;
  } else if (errno != ENOENT) {
    return -1;
  }
  return step.staged == 0 ? 0 : renameat(folder, fresh.c_str(), parent, name);
}

int ScratchFolder::hold() {
  if (renameat(folder_.get(), kState, folder_.get(), kDone) != 0) return -1;
  held_ = true;
  return 0;
}

void ScratchFolder::take_back() {
  renameat(folder_.get(), kDone, folder_.get(), kState);
  held_ = false;
}

bool ScratchFolder::undo_step(std::size_t i) const {
  const int parent = parent_.get(), folder = folder_.get();
  const CommitStep& step = steps_[i];
  const std::string kept = old_name(i);
  const auto there = status_of(parent, step.name), old = status_of(folder, kept);
  const bool ours = there && step.staged != 0 && there->st_ino == step.staged;
  if (!old) return !ours || unlinkat(parent, step.name.c_str(), 0) == 0;
  // What somebody else has put there since is not ours to replace; that the very old file is
  // there means that its link was made and no more.
  if (there && !ours) return true;
  return renameat(folder, kept.c_str(), parent, step.name.c_str()) == 0;
}

bool ScratchFolder::undo() {
  if (!begun_ || held_) return true;
  bool all = true;
  for (std::size_t i = steps_.size(); i-- > 0;) all = undo_step(i) && all;
  if (all) begun_ = false;
  flush_names(parent_.get());
  return all;
}

/// The mark goes last, so that what is left by an end in between is still told to be ours. Twice:
/// a failure may pass.
void ScratchFolder::remove() {
  const int folder = folder_.get();
  for (int round = 0; round < 2; ++round) {
    for_each_name(folder, [&](const char* name) {
      if (is_numbered(name)) unlinkat(folder, name, 0);
    });
    for (const char* name : {kUnmarked, kState, kDone}) unlinkat(folder, name, 0);
    if (unlinkat(parent_.get(), name_.c_str(), AT_REMOVEDIR) == 0) break;
  }
  name_.clear();
}

/// False: no commit was begun.
bool ScratchFolder::read_journal() {
  const std::string text = read_all(state_.get());
  std::string_view rest = text;
  rest.remove_prefix(kMark.size());
  for (std::size_t length = 0; rest != kEnd;) {
    CommitStep step;
    if (!take_number(rest, ' ', step.staged) || !take_number(rest, ' ', length) ||
        length >= rest.size() || rest[length] != '\n')
      return false;
    step.name = rest.substr(0, length);
    if (step.name.empty() || step.name.find('/') != std::string::npos) return false;
    rest.remove_prefix(length + 1);
    steps_.push_back(std::move(step));
  }
  return true;
}

/// Takes over what a killed maker has left. Nothing: it is none of ours, or in work.
std::optional<ScratchFolder> ScratchFolder::adopt(int parent, const std::string& name) {
  ScratchFolder found;
  found.folder_ = open_in(parent, name.c_str(), O_RDONLY | O_DIRECTORY);
  struct stat info;
  // Nobody else can have made such a folder, or put anything into it.
  if (!found.folder_ || fstat(found.folder_.get(), &info) != 0 || info.st_uid != geteuid() ||
      (info.st_mode & (S_IRWXG | S_IRWXO)) != 0)
    return std::nullopt;
  found.parent_ = copy_of(parent);
  if (!found.parent_) return std::nullopt;
  const int folder = found.folder_.get();
  found.held_ = status_of(folder, kDone).has_value();
  found.state_ = open_in(folder, found.held_ ? kDone : kState, O_RDWR | O_NONBLOCK);
  if (!found.state_) {
    const auto names = names_in(folder);
    const bool bare = std::ranges::all_of(
        names, [](const auto& n) { return n == "." || n == ".." || n == kUnmarked; });
    if (!bare || info.st_mtime + kUnmarkedSeconds > time(nullptr)) return std::nullopt;
    found.name_ = name;
    return found;
  }
  if (!lock_file(found.state_.get()) || fstat(found.state_.get(), &info) != 0 ||
      !S_ISREG(info.st_mode) || !read_all(found.state_.get()).starts_with(kMark))
    return std::nullopt;
  found.name_ = name;
  found.begun_ = found.read_journal();
  return found;
}

void ScratchFolder::undo_interrupted(int parent) {
  for (const std::string& name : names_in(parent))
    // Its destructor does it.
    if (is_random_name(name)) (void)adopt(parent, name);
}

}  // namespace unweave
