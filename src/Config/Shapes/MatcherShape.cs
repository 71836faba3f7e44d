using FerroGate.Config.Model;
using FerroGate.Config.Model.Directives;
using FerroGate.Config.Model.Matchers;
using FerroGate.Config.Options;
using FerroGate.Config.Text;
using FerroGate.Config.Values;

namespace FerroGate.Config.Shapes;

/// <summary>The conditions of a matcher; all that are given must hold.</summary>
internal static class MatcherShape
{
    /// <summary>What a name of a matcher begins with, where it is used and where a Caddyfile defines it.</summary>
    public const char NamePrefix = '@';

    private const string Expression = "expression";

    /// <summary>A matcher with a name.</summary>
    public static Shape<MatcherConfig> Shape { get; } = Conditions(new Shape<MatcherConfig> { Identity = matcher => matcher.Name }
        .Value("name", Forms.Text.Such("name", "api", "static"), matcher => matcher.Name,
            (matcher, name) => matcher with { Name = name }, "What directives call it, after an `@`.", OptionPlace.TomlOnly));

    /// <summary>The same inside <c>not</c>, where none has a name.</summary>
    public static Shape<MatcherConfig> Nameless => field ??= Conditions(new Shape<MatcherConfig>());

    private static Shape<MatcherConfig> Conditions(Shape<MatcherConfig> shape) => shape
        .List("path", Path, matcher => matcher.Paths, (matcher, paths) => matcher with { Paths = paths },
            "One of these paths; `*` stands for any text.")
        .Blocks("path_regexp", () => PathRegexp, matcher => matcher.PathRegexps,
            (matcher, regexps) => matcher with { PathRegexps = regexps }, _ => new RegexpMatchConfig(),
            "The path matches a regular expression.")
        .List("host", Forms.Template.Such("host name", "example.com", "*.example.com"), matcher => matcher.Hosts,
            (matcher, hosts) => matcher with { Hosts = hosts }, "One of these hosts; `*` stands for a label.")
        .List("method", Forms.Text.Such("method", "GET", "POST"), matcher => matcher.Methods,
            (matcher, methods) => matcher with { Methods = methods }, "One of these methods.")
        .Blocks("header", () => HeaderMatchShape.Shape, matcher => matcher.Headers,
            (matcher, headers) => matcher with { Headers = headers }, _ => new HeaderMatchConfig(),
            "A header has one of some values; `!` before its name: it is absent.")
        .Blocks("header_regexp", () => FieldRegexp("field", "The header."), matcher => matcher.HeaderRegexps,
            (matcher, regexps) => matcher with { HeaderRegexps = regexps }, _ => new FieldRegexpMatchConfig(),
            "A header matches a regular expression.")
        .List("query", Query, matcher => matcher.Queries, (matcher, queries) => matcher with { Queries = queries },
            "`name=value`; several values of one name are alternatives. An empty text is an empty query.")
        .Value("protocol", Protocol, matcher => matcher.Protocol, (matcher, protocol) => matcher with { Protocol = protocol },
            "The protocol of the request.")
        .List("remote_ip", ProxyRange.FormOfRemote, matcher => matcher.RemoteIps, (matcher, ranges) => matcher with { RemoteIps = ranges },
            "The address of the other end of the connection.")
        .List("client_ip", ProxyRange.Form, matcher => matcher.ClientIps, (matcher, ranges) => matcher with { ClientIps = ranges },
            "The address of the client, as trusted proxies tell it.")
        .Block("file", () => File, matcher => matcher.File, (matcher, file) => matcher with { File = file },
            _ => new FileMatchConfig(), "One of some files is there.")
        .Blocks("vars", () => Variable, matcher => matcher.Variables, (matcher, variables) => matcher with { Variables = variables },
            _ => new FieldMatchConfig(), "A variable or placeholder has one of some values.")
        .Blocks("vars_regexp", () => FieldRegexp("variable", "The variable or placeholder."), matcher => matcher.VariableRegexps,
            (matcher, regexps) => matcher with { VariableRegexps = regexps }, _ => new FieldRegexpMatchConfig(),
            "A variable or placeholder matches a regular expression.")
        .Add(new NotOption())
        .Refuse(Expression, "write its conditions as matchers: `path`, `method`, `header`, `not` and the others")
        .Refuse("tls", "write `protocol https`");

    /// <summary>
    /// A matcher as a Caddyfile writes it. Its only condition may stand on the line of the name; it is read as if in a block. A
    /// text in quotes is an <c>expression</c>.
    /// </summary>
    public static OptionEntry Normalise(OptionEntry entry) => entry is { Form: EntryForm.Words, Values: [var kind, ..] }
        ? entry with
        {
            Values = [],
            Block =
            [
                new OptionEntry(kind.IsQuoted ? Expression : kind.Text, kind.Span, [.. entry.Values.Skip(1)], EntryForm.Words)
                {
                    Block = entry.Block,
                    UnsetVariable = entry.UnsetVariable,
                },
            ],
        }
        : entry;

    /// <summary>The other way: one condition alone goes to the line of the name.</summary>
    public static OptionEntry Shorten(OptionEntry entry) => entry is { Form: EntryForm.Words, Values: [], Block: [var only] }
        ? entry with { Values = [only.NameValue, .. only.Values], Block = only.Block }
        : entry;

    private static ValueForm<Template> Path => new()
    {
        Name = "path",
        Wanted = "a string",
        Kinds = [ValueKind.String],
        Read = (reader, value) =>
        {
            if (PathMatcherText.WhatIsWrong(value.Text) is { } wrong)
                return reader.Invalid<Template>(value, wrong, code: DiagnosticCodes.InvalidPath);

            return TemplateText.Read(value.Text, value.Span, reader.Context);
        },
        Write = TemplateText.Write,
        Examples = ["/api/*", "*.css", "/a/*/b"],
    };

    private static ValueForm<Template> Query => new()
    {
        Name = "parameter",
        Wanted = "a string",
        Kinds = [ValueKind.String],
        Read = (reader, value) => value.Text.Length == 0 || value.Text.IndexOf('=', StringComparison.Ordinal) > 0
            ? TemplateText.Read(value.Text, value.Span, reader.Context)
            : reader.Invalid<Template>(value, "takes name=value", "write name=* for any value"),
        Write = TemplateText.Write,
        Examples = ["page=1", "q=*", ""],
    };

    private static ValueForm<string> Protocol => Forms.Word(
        "http", "https", "grpc", "http/1.0", "http/1.0+", "http/1.1", "http/1.1+", "http/2", "http/2+", "http/3", "http/3+");

    private static Shape<RegexpMatchConfig> PathRegexp => field ??= new Shape<RegexpMatchConfig>(RegexpArguments("pattern"))
        .Value("name", CaptureName, match => match.Name, (match, name) => match with { Name = name },
            "What placeholders call the captures.", OptionPlace.Line)
        .Value("pattern", Forms.Regexp, match => match.Pattern, (match, pattern) => match with { Pattern = pattern },
            "The regular expression.", OptionPlace.Line, required: true);

    private static Shape<FileMatchConfig> File => field ??= new Shape<FileMatchConfig>(Arguments.InOrder("try_files..."))
        .Value("root", Forms.Template.Such("folder", "/srv"), file => file.Root, (file, root) => file with { Root = root },
            "The folder.", fallback: "what `root` says")
        .List("try_files", Forms.Template.Such("path", "{path}", "{path}/index.html"), file => file.Files,
            (file, files) => file with { Files = files }, "The files, below the folder.", fallback: "the path of the request")
        .Value("try_policy", TryPolicyForm.Value, file => file.Policy, (file, policy) => file with { Policy = policy },
            "Which of those that are there is taken.", fallback: "first_exist")
        .List("split_path", Forms.Text.Such("text", ".php"), file => file.SplitPath,
            (file, texts) => file with { SplitPath = texts }, "Where the path is divided.");

    private static Shape<FieldMatchConfig> Variable => field ??= new Shape<FieldMatchConfig>(Arguments.InOrder("name", "values..."))
        .Value("name", VariableName, match => match.Name, (match, name) => match with { Name = name },
            "The variable, or a placeholder in braces.", OptionPlace.Line, required: true)
        .List("values", Forms.Template, match => match.Values, (match, values) => match with { Values = values },
            "One of these.", OptionPlace.Line, required: true);

    private static ValueForm<string> CaptureName => Forms.TextThat(
        "name",
        text => text.Length > 0 && text.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-'),
        "must be a name of letters, digits, _ and -",
        DiagnosticCodes.InvalidValue,
        "captured");

    private static ValueForm<string> VariableName { get; } = new()
    {
        Name = "variable",
        Wanted = "a string",
        Kinds = [ValueKind.String],
        Read = (reader, value) =>
        {
            if (value.Text.Length == 0)
                return reader.Invalid<string>(value, "must not be empty");

            _ = TemplateText.Read(value.Text, value.Span, reader.Context);
            return new(value.Text, value.Span);
        },
        Write = name => name,
        Examples = ["shard", "{query}"],
    };

    private static Shape<FieldRegexpMatchConfig> FieldRegexp(string field, string summary) =>
        new Shape<FieldRegexpMatchConfig>(RegexpArguments(field, "pattern"))
            .Value("name", CaptureName, match => match.Name, (match, name) => match with { Name = name },
                "What placeholders call the captures.", OptionPlace.Line)
            .Value(field, field == "field" ? HeaderNameForm.Value : VariableName, match => match.Field,
                (match, name) => match with { Field = name }, summary, OptionPlace.Line, required: true)
            .Value("pattern", Forms.Regexp, match => match.Pattern, (match, pattern) => match with { Pattern = pattern },
                "The regular expression.", OptionPlace.Line, required: true);

    // The name may be left out; the number of words tells.
    private static Arguments RegexpArguments(params IReadOnlyList<string> names)
    {
        var with = Arguments.InOrder(["name", .. names]);
        var without = Arguments.InOrder(names);
        return Arguments.Of(
            $"[<name>] {without.Syntax}",
            (line, context) => (line.Values.Count > names.Count ? with : without).Split(line, context),
            entries => (entries.Exists(entry => entry.Name == "name") ? with : without).Join(entries));
    }
}
