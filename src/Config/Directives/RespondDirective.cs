using FerroGate.Config.Caddyfile;
using FerroGate.Config.Model;
using FerroGate.Config.Text;
using FerroGate.Config.Values;

namespace FerroGate.Config.Directives;

/// <summary><c>respond [PATH] [BODY] [STATUS]</c>, or with the body in a block.</summary>
internal static class RespondDirective
{
    public static void Read(Statement statement, DirectiveScope scope)
    {
        if (!PathMatcher.TryTake(statement, scope.Diagnostics, out var path, out var arguments))
            return;

        if (arguments.Count > 2)
        {
            scope.Diagnostics.Error(
                DiagnosticCodes.UnexpectedArgument,
                arguments[2].Span,
                "`respond` takes a path, a body and a status, and no more",
                "put quotes around a body with spaces");
            return;
        }

        // One argument of three digits is a status, as in Caddy.
        var isStatus = arguments.Count == 1 && IsStatus(arguments[0].Text);
        var body = arguments.Count > 0 && !isStatus ? arguments[0] : (Token?)null;
        var status = arguments.Count == 2 ? arguments[1] : isStatus ? arguments[0] : (Token?)null;
        foreach (var option in statement.Block ?? [])
            body = ReadOption(option, body, scope.Diagnostics);

        scope.Directives.Add(new RespondConfig(
            statement.Span,
            path,
            body is { } text ? TemplateText.Read(text.Text, text.Span, scope.Context) : null,
            status is { } number ? ReadStatus(number, scope.Diagnostics) : null));
    }

    private static bool IsStatus(string text) => text.Length == 3 && text.All(char.IsAsciiDigit);

    private static Setting<int>? ReadStatus(Token token, DiagnosticBag diagnostics)
    {
        if (IsStatus(token.Text))
            return new Setting<int>(int.Parse(token.Text, System.Globalization.CultureInfo.InvariantCulture), token.Span);

        diagnostics.Error(DiagnosticCodes.InvalidValue, token.Span, "the status of `respond` must be a number from 200 to 599");
        return null;
    }

    private static Token? ReadOption(Statement option, Token? body, DiagnosticBag diagnostics)
    {
        switch (option.Name.Text)
        {
            case "body" when body is not null:
                diagnostics.Error(DiagnosticCodes.DuplicateOption, option.Span, "the body of `respond` is given twice");
                return body;
            case "body" when option.Arguments.Count == 0:
                diagnostics.Error(DiagnosticCodes.MissingArgument, option.Span, "`body` wants a text");
                return body;
            case "body":
                option.RefuseArguments(diagnostics, from: 1);
                option.RefuseBlock(diagnostics);
                return option.Arguments[0];
            case "close":
                diagnostics.NotSupported(option.Span, "`close` in `respond`");
                return body;
            default:
                diagnostics.Error(
                    DiagnosticCodes.UnknownOption,
                    option.Span,
                    $"`respond` has no option `{option.Name.Text}`",
                    NearestName.HintOrList(option.Name.Text, ["body"]));
                return body;
        }
    }
}
