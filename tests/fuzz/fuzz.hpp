// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <unistd.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <system_error>
#include <type_traits>
#include <vector>

// A fuzz target is one source file that gives the two functions below. It is built twice over: with
// libFuzzer (meson option fuzzer, clang), which searches by coverage, and everywhere else with
// plain_main.cpp, which runs the seeds and their mutations.

/// Runs the input; aborts when a promise of the public headers is broken.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace unweave::fuzz {

/// Inputs that reach deep, made when the test runs.
std::vector<std::string> seeds();

/// Eats an input from the front; past the end everything is zero.
class Bytes {
 public:
  Bytes(const std::uint8_t* data, std::size_t size)
      : left_(reinterpret_cast<const char*>(data), size) {}

  template <class T>
  T take() {
    static_assert(std::is_arithmetic_v<T> && !std::is_same_v<T, bool>);
    T value{};
    const std::size_t size = left_.size() < sizeof value ? left_.size() : sizeof value;
    if (size > 0) std::memcpy(&value, left_.data(), size);
    left_.remove_prefix(size);
    return value;
  }
  bool flag() { return take<std::uint8_t>() & 1; }
  /// In [low, high].
  int within(int low, int high) { return low + take<std::uint16_t>() % (high - low + 1); }
  std::string_view rest() const { return left_; }
  bool empty() const { return left_.empty(); }

 private:
  std::string_view left_;
};

/// The opposite of Bytes: builds a seed.
class Seed {
 public:
  template <class T>
  Seed& put(T value) {
    static_assert(std::is_arithmetic_v<T>);
    text_.append(reinterpret_cast<const char*>(&value), sizeof value);
    return *this;
  }
  Seed& flag(bool value) { return put<std::uint8_t>(value); }
  /// What Bytes::within(low, …) turns into `value`.
  Seed& within(int low, int value) { return put(static_cast<std::uint16_t>(value - low)); }
  Seed& text(std::string_view more) {
    text_ += more;
    return *this;
  }
  operator std::string() const { return text_; }  // NOLINT(google-explicit-constructor)

 private:
  std::string text_;
};

/// A folder of this process for inputs that have to be files, gone when it ends; in memory where
/// the system has a place for that.
inline const std::filesystem::path& scratch_folder() {
  static const struct Folder {
    std::filesystem::path path;
    Folder() {
      const std::filesystem::path memory = "/dev/shm";
      path = (std::filesystem::is_directory(memory) ? memory
                                                    : std::filesystem::temp_directory_path()) /
             ("unweave-fuzz-" + std::to_string(getpid()));
      std::filesystem::create_directories(path);
    }
    ~Folder() {
      std::error_code ignored;
      std::filesystem::remove_all(path, ignored);
    }
  } folder;
  return folder.path;
}

/// Puts the input into that folder as a file.
inline std::string as_file(const std::uint8_t* data, std::size_t size) {
  const std::string path = (scratch_folder() / "input").string();
  std::ofstream(path, std::ios::binary)
      .write(reinterpret_cast<const char*>(data), static_cast<std::streamsize>(size));
  return path;
}

[[noreturn]] inline void broken(const char* promise, const char* file, int line) {
  std::fprintf(stderr, "%s:%d: broken promise: %s\n", file, line, promise);
  std::abort();
}

}  // namespace unweave::fuzz

/// Not an assert: it holds in release builds too.
#define PROMISED(condition) \
  ((condition) ? void() : unweave::fuzz::broken(#condition, __FILE__, __LINE__))
