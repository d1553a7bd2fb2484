// Its types have the names of its functions, which Swift can't tell apart where both are meant.
#pragma once
#include <xlsxwriter.h>

static inline lxw_workbook *tedori_workbook_begin(const char *path, char *folder) {
  lxw_workbook_options options = {.constant_memory = LXW_TRUE, .tmpdir = folder, .use_zip64 = LXW_FALSE};
  return workbook_new_opt(path, &options);
}

// A list of words that a cell offers; others are taken after a question.
static inline lxw_error tedori_offer(lxw_worksheet *sheet, lxw_row_t first, lxw_row_t last, lxw_col_t column, char **words) {
  lxw_data_validation rule = {.validate = LXW_VALIDATION_TYPE_LIST, .value_list = words, .error_type = LXW_VALIDATION_ERROR_TYPE_WARNING};
  return worksheet_data_validation_range(sheet, first, column, last, column, &rule);
}

// Keeps cells that are locked from being typed over by mistake; columns can still be made wider.
static inline void tedori_protect(lxw_worksheet *sheet) {
  lxw_protection allowed = {.format_cells = LXW_TRUE, .format_columns = LXW_TRUE, .format_rows = LXW_TRUE};
  worksheet_protect(sheet, NULL, &allowed);
}
