"""The workbooks of decisions (裁定) and objections (异议): read, made to be filled in, added to."""
