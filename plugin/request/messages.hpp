// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/context.hpp"
#include "core/field/report.hpp"
#include "core/result.hpp"
#include "plugin/request/settings.hpp"

// Every sentence that the plug-in and the command say about a run, in the user's language (gettext
// domain "gimp-unweave", bound by the host). UTF-8.

namespace unweave::plugin {

/// How a sentence calls an option.
enum class OptionNames {
  Arguments,  ///< by its name, for callers and the command line
  Labels,     ///< as the dialog does
};

/// What is wrong and what to do about it: one sentence, or two.
std::string sentence(const Failure& failure, OptionNames names = OptionNames::Arguments);
std::string sentence(const Remark& remark);
std::vector<std::string> sentences(const std::vector<Remark>& remarks);

/// For the progress bar.
std::string stage_text(Stage stage);

/// A parameter's label without mnemonic and colon.
std::string plain_label(const Parameter& parameter);

/// The files that a run has written, for whoever waited for it; empty where there are none.
std::string written_sentence(const Request& request, const Report& report);

/// Names of the new layers, e.g. "Data: Temperature, turbo, -2 to 30 °C", "Data: recovered
/// colormap".
std::string field_layer_name(const Report& report);
std::string residual_layer_name(const Report& report);
std::string recolored_layer_name(const std::string& map);
std::string confidence_layer_name(const Report& report);
std::string uncertainty_layer_name(const Report& report);
std::string filled_layer_name(const Report& report);

/// Title of an axis of values: "Value (°C)", "Value", or that it is a place on the colormap.
std::string value_title(const Report& report);
/// The units as people write them: "°C" where the report has "degC"; what a user typed stays.
std::string shown_units(const Report& report);

/// What was found, in a line: "viridis, 512 x 512, 97 % with data".
std::string summary(const Report& report);

/// For what went wrong at the C edge.
std::string out_of_memory_sentence();
std::string internal_error_sentence(const char* what);
/// Why a figure needs a GIMP; `why` ends the sentence.
std::string needs_gimp_sentence(const char* why);
/// `words`: what the library that loads pictures says, without a stop; may be empty.
/// Pages and frames are counted from 1.
std::string no_such_page_sentence(int page);
std::string cannot_load_sentence(const std::string& words);

}  // namespace unweave::plugin
