"""Reading a workbook template: which rows repeat, what its cells compute, and every fault in it with its cell."""
