"""COD: transaction codes and what each asks for."""
