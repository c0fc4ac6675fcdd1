"""DER: derivative securities, Table II."""
