namespace FerroGate.Config.Reference;

/// <summary>What placeholders stand for, by their long names; what the server knows is held against it by a test.</summary>
internal static class PlaceholderMeanings
{
    /// <summary>Names as the server knows them, the short before the long, and what they give.</summary>
    public static IReadOnlyList<(string? Short, string Long, string Meaning)> Names { get; } =
    [
        ("host", "http.request.host", "The host of the request, without its port."),
        ("hostport", "http.request.hostport", "The host with its port, as the client sent it."),
        ("port", "http.request.port", "That port; empty where the client sent none."),
        ("scheme", "http.request.scheme", "`http` or `https`."),
        ("method", "http.request.method", "The method, as directives may have changed it."),
        ("uri", "http.request.uri", "Path and query, as directives may have changed them."),
        ("path", "http.request.uri.path", "The path."),
        ("dir", "http.request.uri.path.dir", "The path up to its last slash."),
        ("file", "http.request.uri.path.file", "The path after its last slash."),
        ("file.base", "http.request.uri.path.file.base", "The same without its extension."),
        ("file.ext", "http.request.uri.path.file.ext", "Its extension with the dot."),
        ("query", "http.request.uri.query", "The query, without the `?`."),
        ("remote", "http.request.remote", "The address and port of the other end of the connection."),
        ("remote_host", "http.request.remote.host", "That address."),
        ("remote_port", "http.request.remote.port", "That port."),
        ("client_ip", "http.vars.client_ip", "The address of the client."),
        ("tls_version", "http.request.tls.version", "The version of TLS; empty without it."),
        ("tls_cipher", "http.request.tls.cipher_suite", "The cipher suite; empty without TLS."),
        (null, "http.request.proto", "The version of HTTP, such as `HTTP/1.1`."),
        (null, "http.request.orig_method", "The method as it came."),
        (null, "http.request.orig_uri", "Path and query as they came."),
        (null, "http.request.orig_uri.path", "The path as it came."),
        (null, "http.request.orig_uri.path.dir", "That path up to its last slash."),
        (null, "http.request.orig_uri.path.file", "That path after its last slash."),
        (null, "http.request.orig_uri.query", "The query as it came."),
        (null, "http.request.uuid", "The id of the request, which no client can choose."),
        (null, "http.auth.user.id", "Who `basic_auth` let in."),
        (null, "http.error", "In `handle_errors`: status and message of what failed."),
        ("err.id", "http.error.id", "In `handle_errors`: the id of the request."),
        ("err.message", "http.error.message", "In `handle_errors`: the message."),
        ("err.status_code", "http.error.status_code", "In `handle_errors`: the status."),
        ("err.status_text", "http.error.status_text", "In `handle_errors`: the name of the status, such as `Not Found`."),
        ("file_match.absolute", "http.matchers.file.absolute", "After the matcher `file`: the file that was found, from the root of the file system."),
        ("file_match.relative", "http.matchers.file.relative", "The same below the folder that was searched."),
        ("file_match.remainder", "http.matchers.file.remainder", "What `split_path` left behind the file."),
        ("file_match.type", "http.matchers.file.type", "`file` or `directory`."),
        (null, "system.arch", "The architecture of the processor."),
        (null, "system.hostname", "The name of the machine."),
        (null, "system.os", "The operating system."),
        (null, "system.slash", "What divides paths of files."),
        (null, "system.wd", "The working directory."),
        (null, "time.now", "The time (UTC)."),
        (null, "time.now.common_log", "The time as the Common Log Format has it."),
        (null, "time.now.http", "The time as headers have it."),
        (null, "time.now.unix", "Seconds since 1970."),
        (null, "time.now.unix_ms", "Milliseconds since 1970."),
        (null, "time.now.year", "The year."),
    ];

    /// <summary>Beginnings of names whose end is the config's choice.</summary>
    public static IReadOnlyList<(string? Short, string Long, string End, string Meaning)> Families { get; } =
    [
        ("header.", "http.request.header.", "Name", "A header of the request."),
        ("cookie.", "http.request.cookie.", "name", "A cookie."),
        ("query.", "http.request.uri.query.", "name", "A parameter of the query."),
        ("path.", "http.request.uri.path.", "0", "A segment of the path, counted from the left."),
        ("labels.", "http.request.host.labels.", "0", "A label of the host, counted from the right."),
        ("re.", "http.regexp.", "name.1", "What a group of a regular expression caught: the name of the matcher, and the number or name of the group."),
        ("vars.", "http.vars.", "name", "A variable that `vars` has set."),
        (null, "http.response.header.", "Name", "A header of the answer, in directives that run when it is there."),
        (null, "env.", "NAME", "An environment variable, when the request comes. `{$NAME}` is replaced before the config is read."),
        (null, "file.", "/path", "The content of a file, when the request comes."),
    ];
}
