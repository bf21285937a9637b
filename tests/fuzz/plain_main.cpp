// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cstdint>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include "tests/fuzz/fuzz.hpp"

// The fallback where libFuzzer is not at hand, and the regular test: every seed, and mutations of
// them with a fixed random seed. The same inputs in every run on every machine.
//
//   program                      seeds and 300 mutations
//   program --runs=N             as many mutations
//   program --first=N            starts with mutation N, as a message named it
//   program --write-corpus=DIR   writes the seeds as files, for libFuzzer
//   program FILE...              runs these inputs: what libFuzzer found

namespace {

using unweave::fuzz::seeds;

void run(const std::string& input) {
  LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(input.data()), input.size());
}

/// One of the usual small damages: bytes changed, cut out, doubled, taken from another seed.
std::string mutated(const std::vector<std::string>& corpus, std::uint32_t number) {
  std::mt19937 random(number);
  const auto below = [&](std::size_t limit) { return limit == 0 ? 0 : random() % limit; };
  std::string input = corpus[below(corpus.size())];
  const std::size_t damages = 1 + below(8);
  static constexpr char telling[] = {0, 1, 127, -128, -1, '-', '.', ',', '"', '\n', 'e', '9'};
  for (std::size_t i = 0; i < damages; ++i) {
    const std::size_t at = below(input.size());
    const std::size_t length = std::min(input.size() - at, 1 + below(16));
    switch (below(6)) {
      case 0:
        if (!input.empty()) input[at] = static_cast<char>(random());
        break;
      case 1:
        if (!input.empty()) input[at] = telling[below(std::size(telling))];
        break;
      case 2:
        input.erase(at, length);
        break;
      case 3:
        input.insert(at, input.substr(at, length));
        break;
      case 4: {
        const std::string& other = corpus[below(corpus.size())];
        const std::size_t from = below(other.size());
        input.insert(at, other, from, 1 + below(64));
        break;
      }
      default:
        // Seldom: it takes all that comes after.
        if (below(6) == 0) input.resize(at);
    }
  }
  return input;
}

int run_seeds(std::uint32_t first, std::uint32_t runs) {
  const std::vector<std::string> corpus = seeds();
  if (corpus.empty()) {
    std::cerr << "no seeds\n";
    return 1;
  }
  for (std::size_t i = 0; i < corpus.size(); ++i) {
    std::cerr << "seed " << i << '\n';
    run(corpus[i]);
  }
  for (std::uint32_t i = first; i < first + runs; ++i) {
    std::cerr << "mutation " << i << '\n';
    run(mutated(corpus, i));
  }
  std::cout << corpus.size() << " seeds and " << runs << " mutations\n";
  return 0;
}

void write_corpus(const std::filesystem::path& folder) {
  std::filesystem::create_directories(folder);
  int number = 0;
  for (const std::string& seed : seeds())
    std::ofstream(folder / ("seed-" + std::to_string(number++)), std::ios::binary) << seed;
}

}  // namespace

int main(int argc, char** argv) {
  std::uint32_t first = 0, runs = 300;
  bool files = false;
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    if (word.starts_with("--runs=")) {
      runs = static_cast<std::uint32_t>(std::stoul(word.substr(7)));
    } else if (word.starts_with("--first=")) {
      first = static_cast<std::uint32_t>(std::stoul(word.substr(8)));
    } else if (word.starts_with("--write-corpus=")) {
      write_corpus(word.substr(15));
      return 0;
    } else {
      files = true;
      std::ifstream in(word, std::ios::binary);
      run({std::istreambuf_iterator<char>(in), {}});
    }
  }
  return files ? 0 : run_seeds(first, runs);
}
