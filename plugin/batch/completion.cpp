// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/batch/completion.hpp"

#include <algorithm>
#include <iterator>
#include <string_view>

#include "core/write/colormap_file.hpp"
#include "core/write/data_file.hpp"
#include "plugin/batch/gimp_install.hpp"
#include "plugin/request/settings.hpp"
#include "plugin/run/job.hpp"

namespace unweave::batch {
namespace {

constexpr const char* kShells[] = {"bash", "fish", "zsh"};

/// Options whose value names a file.
constexpr std::string_view kFiles[] = {"table",    "files-from", "summary",
                                       "overview", "settings",   "colorbar-from"};

/// What the value of an option may be.
enum class Values {
  None,       ///< a flag
  Any,        ///< nothing to propose
  Words,      ///< one of a few
  List,       ///< some of a few, separated by commas
  Folder,     ///< a folder
  File,       ///< a file
  Colormaps,  ///< the name of a colormap or a file that holds one
};

struct Option {
  std::string name;
  char letter = 0;
  std::string help;
  Values values = Values::None;
  std::vector<std::string> words{};  ///< of Words and List
};

std::vector<std::string> gimps() {
  std::vector<std::string> names = {"auto"};
  for (const GimpKind& kind : gimp_kinds()) names.emplace_back(kind.name);
  return names;
}

void set_values(Option& option) {
  option.values = Values::Any;
  const auto words = [&](Values values, std::vector<std::string> of) {
    option.values = values;
    option.words = std::move(of);
  };
  if (option.name == "output") {
    option.values = Values::Folder;
  } else if (std::ranges::find(kFiles, option.name) != std::end(kFiles)) {
    option.values = Values::File;
  } else if (option.name == "colormap") {
    words(Values::Colormaps, {"auto", "colorbar", "locus"});
  } else if (option.name == "recolor") {
    option.values = Values::Colormaps;
  } else if (option.name == "gimp") {
    words(Values::Words, gimps());
  } else if (option.name == "engine") {
    words(Values::Words, {"auto", "core", "gimp"});
  } else if (option.name == "name") {
    words(Values::Words, {"stem", "path", "sha256"});
  } else if (option.name == "refused") {
    words(Values::Words, {"ok", "error"});
  } else if (option.name == "partial") {
    words(Values::Words, {"refuse", "take"});
  } else if (option.name == "completion") {
    words(Values::Words, completion_shells());
  } else if (option.name == "format") {
    words(Values::List, data_formats());
  } else if (option.name == "figures") {
    words(Values::List, {std::begin(plugin::kDrawingFormats), std::end(plugin::kDrawingFormats)});
  } else if (option.name == "recolored") {
    words(Values::Words, {"png"});
  } else if (option.name == "colormap-files") {
    words(Values::List, colormap_formats());
  } else if (const auto* parameter = plugin::find_parameter(option.name);
             parameter && !parameter->choices.empty()) {
    option.values = Values::Words;
    for (const plugin::Choice& choice : parameter->choices) option.words.emplace_back(choice.name);
  }
}

std::vector<Option> options_of(const GOptionEntry* entries) {
  std::vector<Option> options = {{"help", 'h', "Print the options and exit"}};
  for (const auto* entry = entries; entry->long_name; ++entry) {
    if (!*entry->long_name || (entry->flags & G_OPTION_FLAG_HIDDEN)) continue;
    Option option{entry->long_name, entry->short_name, entry->description};
    if (entry->arg != G_OPTION_ARG_NONE) set_values(option);
    options.push_back(std::move(option));
  }
  return options;
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

/// In single quotes, as all three shells read them.
std::string quoted(std::string_view text, std::string_view quote_inside) {
  std::string result = "'";
  for (const char c : text) {
    if (c == '\'')
      result += quote_inside;
    else
      result += c;
  }
  return result + "'";
}

constexpr const char* kColormapNames =
    "gimp-unweave --list-colormaps 2>/dev/null | cut -f 1 | sed 's,^[^/]*/,,' | grep -v ' '";

std::string bash_values(const Option& option) {
  const std::string cases =
      "    --" + option.name + (option.letter ? std::string("|-") + option.letter : "");
  switch (option.values) {
    case Values::None:
      return {};
    case Values::Any:
      return cases + ") return ;;\n";
    case Values::Folder:
      return cases + ") COMPREPLY=($(compgen -d -- \"$word\")); return ;;\n";
    case Values::File:
      return cases + ") COMPREPLY=($(compgen -f -- \"$word\")); return ;;\n";
    case Values::Words:
      return cases + ") COMPREPLY=($(compgen -W '" + joined(option.words) +
             "' -- \"$word\")); return ;;\n";
    case Values::List:
      return cases + ") _gimp_unweave_list '" + joined(option.words) + "'; return ;;\n";
    case Values::Colormaps:
      return cases + ") COMPREPLY=($(compgen -W \"" + joined(option.words) + " $(" +
             kColormapNames + ")\" -- \"$word\") $(compgen -f -- \"$word\")); return ;;\n";
  }
  return {};
}

std::string bash_completion(const std::vector<Option>& options) {
  std::string values, names;
  for (const Option& option : options) {
    values += bash_values(option);
    names += (names.empty() ? "" : " ") + ("--" + option.name) +
             (option.values == Values::None ? "" : "=");
  }
  return
      R"(# Completion of gimp-unweave for bash; made by "gimp-unweave --completion bash".
_gimp_unweave_list() {
  local before=
  case $word in *,*) before=${word%,*}, ;; esac
  COMPREPLY=($(compgen -P "$before" -W "$1" -- "${word##*,}"))
}
_gimp_unweave() {
  local word=${COMP_WORDS[COMP_CWORD]} option=${COMP_WORDS[COMP_CWORD-1]}
  if [ "$word" = = ]; then
    word=
  elif [ "$option" = = ]; then
    option=${COMP_WORDS[COMP_CWORD-2]}
  fi
  case $option in
)" + values +
      R"(  esac
  case $word in
    -*)
      COMPREPLY=($(compgen -W ')" +
      names + R"(' -- "$word"))
      [ "${COMPREPLY[0]%=}" = "${COMPREPLY[0]}" ] || compopt -o nospace
      ;;
  esac
}
complete -o default -o filenames -F _gimp_unweave gimp-unweave
)";
}

std::string fish_completion(const std::vector<Option>& options) {
  std::string text =
      "# Completion of gimp-unweave for fish; made by \"gimp-unweave --completion fish\".\n";
  for (const Option& option : options) {
    text += "complete -c gimp-unweave -l " + option.name;
    if (option.letter) text += std::string(" -s ") + option.letter;
    switch (option.values) {
      case Values::None:
        break;
      case Values::Any:
        text += " -x";
        break;
      case Values::Folder:
        text += " -x -a '(__fish_complete_directories)'";
        break;
      case Values::File:
        text += " -r -F";
        break;
      case Values::Words:
        text += " -x -a '" + joined(option.words) + "'";
        break;
      case Values::List:
        text += " -x -a \"(__fish_append , " + joined(option.words) + ")\"";
        break;
      case Values::Colormaps:
        text += " -r -a " + quoted(joined(option.words) + " (" + kColormapNames + ")", "\\'");
        break;
    }
    text += " -d " + quoted(option.help, "\\'") + "\n";
  }
  return text;
}

/// Text inside the brackets of a specification of _arguments.
std::string zsh_help(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '[' || c == ']' || c == ':' || c == '\\') result += '\\';
    result += c;
  }
  return result;
}

std::string zsh_action(const Option& option) {
  switch (option.values) {
    case Values::None:
      return {};
    case Values::Any:
      return ":value: ";
    case Values::Folder:
      return ":folder:_files -/";
    case Values::File:
      return ":file:_files";
    case Values::Words:
      return ":value:(" + joined(option.words) + ")";
    case Values::List:
      return ":list:_values -s , value " + joined(option.words);
    case Values::Colormaps:
      return ":colormap:_gimp_unweave_colormaps " + joined(option.words);
  }
  return {};
}

std::string zsh_completion(const std::vector<Option>& options) {
  std::string text =
      "#compdef gimp-unweave\n"
      "# Completion of gimp-unweave for zsh; made by \"gimp-unweave --completion zsh\".\n"
      "_gimp_unweave_colormaps() {\n"
      "  compadd \"$@\" ${(f)\"$(" +
      std::string(kColormapNames) +
      ")\"}\n"
      "  _files\n"
      "}\n"
      "_arguments -s -S";
  for (const Option& option : options) {
    const std::string name = "--" + option.name + (option.values == Values::None ? "" : "=");
    const std::string rest = "[" + zsh_help(option.help) + "]" + zsh_action(option);
    text += " \\\n  ";
    if (option.letter) {
      const std::string letter = std::string("-") + option.letter;
      text += quoted("(" + letter + " --" + option.name + ")" + letter +
                         (option.values == Values::None ? "" : "+") + rest,
                     "'\\''") +
              " \\\n  ";
      text += quoted("(" + letter + " --" + option.name + ")" + name + rest, "'\\''");
    } else {
      text += quoted(name + rest, "'\\''");
    }
  }
  return text + " \\\n  '*:figure:_files'\n";
}

}  // namespace

std::vector<std::string> completion_shells() { return {std::begin(kShells), std::end(kShells)}; }

std::string completion(const std::string& shell, const GOptionEntry* entries) {
  const auto options = options_of(entries);
  if (shell == "bash") return bash_completion(options);
  if (shell == "fish") return fish_completion(options);
  return zsh_completion(options);
}

}  // namespace unweave::batch
