"""What readers and organisers take with them, one format a file: plain values in, bytes out."""
