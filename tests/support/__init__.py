"""What tests share: small projects to build, servers, and the pages of a site."""
