namespace FerroGate.Server.Tests.Caddy;

/// <summary>What the comparison must show: everything that Caddy 2.6.2 has of what the gateway has, each in several cases.</summary>
internal static class CaddyCoverage
{
    /// <summary>How many cases must show each item.</summary>
    public const int CasesEach = 3;

    /// <summary>What the gateway refuses at its line: a case shows that, and there is nothing to compare.</summary>
    public static IReadOnlyList<string> RefusedItems { get; } = ["global email", "global storage", "matcher remote_ip forwarded"];

    public static IReadOnlyList<string> Items { get; } =
    [
        "directive abort", "directive basicauth", "directive bind", "directive encode", "directive error", "directive file_server",
        "directive handle", "directive handle_errors", "directive handle_path", "directive header", "directive import",
        "directive log", "directive map", "directive method", "directive redir", "directive request_body",
        "directive request_header", "directive respond", "directive reverse_proxy", "directive rewrite", "directive root",
        "directive route", "directive skip_log", "directive try_files", "directive uri", "directive vars",

        "matcher file", "matcher header", "matcher header_regexp", "matcher host", "matcher method", "matcher not", "matcher path",
        "matcher path_regexp", "matcher protocol", "matcher query", "matcher remote_ip", "matcher vars", "matcher vars_regexp",
        "named matcher", "path as a matcher", "* as a matcher",

        "global admin", "global auto_https", "global debug", "global default_bind", "global grace_period",
        "global http_port", "global https_port", "global log", "global order", "global servers", "global shutdown_delay",
        "global skip_install_trust",

        "respond body", "respond close",
        "redir permanent", "redir temporary", "redir html",
        "error message",
        "uri strip_prefix", "uri strip_suffix", "uri replace", "uri path_regexp",
        "header set", "header +", "header -", "header - with a wildcard", "header ?", "header replace", "header defer",
        "header in a block of its own",
        "request_header set", "request_header +", "request_header -", "request_header - with a wildcard", "request_header replace",
        "map text", "map regular expression", "map default", "map -", "map with several outputs",
        "handle inside handle", "handle inside route", "handle inside handle_errors", "route inside route", "handle_path inside handle_path",
        "respond inside handle_errors", "error inside handle", "root inside handle",
        "basicauth bcrypt",
        "request_body max_size",
        "encode gzip", "encode zstd", "encode minimum_length", "encode match", "encode match status", "encode match header",
        "file_server browse", "file_server disable_canonical_uris", "file_server hide", "file_server index", "file_server pass_thru",
        "file_server precompressed", "file_server root", "file_server status",
        "try_files policy", "try_files policy first_exist", "try_files policy largest_size",
        "try_files policy most_recently_modified", "try_files policy smallest_size",
        "log output", "log format", "log level",

        "matcher file root", "matcher file try_files", "matcher file try_policy", "matcher file split_path",
        "matcher header !", "matcher remote_ip private_ranges",
        "global order first", "global order last", "global order before", "global order after",
        "global servers max_header_size", "global servers protocols", "global servers timeouts", "global servers timeouts idle",
        "global servers timeouts read_body", "global servers timeouts read_header", "global servers timeouts write",
        "global log level", "global log output",
        "global auto_https off", "global auto_https disable_redirects", "global auto_https disable_certs",
        "snippet",

        "{host}", "{hostport}", "{port}", "{path}", "{path.*}", "{dir}", "{file}", "{file.*}", "{query}", "{query.*}", "{method}",
        "{scheme}", "{uri}", "{remote_host}", "{header.*}", "{cookie.*}", "{re.*}", "{vars.*}", "{labels.*}", "{env.*}", "{err.*}",
        "{http.request.*}", "{http.error.*}", "{http.vars.*}", "{http.regexp.*}",
    ];
}
