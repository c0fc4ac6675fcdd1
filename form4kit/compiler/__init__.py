"""From a draft's tree to a filing, with the files that the draft names."""
