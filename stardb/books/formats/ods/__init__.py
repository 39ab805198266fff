"""An OpenDocument spreadsheet, .ods or .fods."""
