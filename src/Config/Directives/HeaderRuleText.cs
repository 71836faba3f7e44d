using FerroGate.Config.Caddyfile;
using FerroGate.Config.Model;
using FerroGate.Config.Text;
using FerroGate.Config.Values;

namespace FerroGate.Config.Directives;

/// <summary>Reads <c>header_up [+|-]NAME [VALUE]</c>.</summary>
internal static class HeaderRuleText
{
    // RFC 9110, section 5.6.2, without the star: it stands for a beginning or an end here.
    private const string OtherNameCharacters = "!#$%&'+-.^_|~`";

    public static HeaderRuleConfig? Read(Statement option, ConfigContext context)
    {
        var diagnostics = context.Diagnostics;
        var arguments = option.Arguments;
        if (arguments.Count == 0)
        {
            diagnostics.Error(DiagnosticCodes.MissingArgument, option.Span, "`header_up` wants a header's name and a value");
            return null;
        }

        var written = arguments[0].Text;
        if (written.StartsWith('?') || written.StartsWith('>'))
        {
            diagnostics.NotSupported(arguments[0].Span, $"the prefix {written[0]} of a header");
            return null;
        }

        if (arguments.Count > 2)
        {
            diagnostics.NotSupported(
                arguments[2].Span, "replacing a part of a header by a regular expression", "put quotes around a value with spaces");
            return null;
        }

        var operation = written.FirstOrDefault() switch
        {
            '+' => HeaderOperation.Add,
            '-' => HeaderOperation.Delete,
            _ => HeaderOperation.Set,
        };

        // A colon after the name is what people copy from elsewhere; Caddy takes it off too.
        var text = (operation == HeaderOperation.Set ? written : written[1..]).TrimEnd(':');
        var name = new Setting<string>(text, arguments[0].Span.Find(text));
        if (!IsName(text, operation))
        {
            diagnostics.Error(DiagnosticCodes.InvalidHeader, arguments[0].Span, $"`{written}` does not name a header");
            return null;
        }

        if (operation == HeaderOperation.Delete)
        {
            option.RefuseArguments(diagnostics, from: 1);
            return new HeaderRuleConfig(operation, name, null);
        }

        return ReadValue(option, context) is { } value ? new HeaderRuleConfig(operation, name, value) : null;
    }

    private static Setting<Template>? ReadValue(Statement option, ConfigContext context)
    {
        if (option.Arguments.Count < 2)
        {
            context.Diagnostics.Error(
                DiagnosticCodes.MissingArgument,
                option.Span,
                option.UnsetVariable is { } variable
                    ? $"`header_up` has no value, because the environment variable {variable} is not set"
                    : "`header_up` wants a value after the header's name",
                $"write -{option.Arguments[0].Text} to take the header away");
            return null;
        }

        var value = option.Arguments[1];
        if (value.Text.Any(char.IsControl))
        {
            context.Diagnostics.Error(DiagnosticCodes.InvalidHeader, value.Span, "the value of a header cannot hold control characters");
            return null;
        }

        return TemplateText.Read(value.Text, value.Span, context);
    }

    private static bool IsName(string text, HeaderOperation operation)
    {
        // Several headers of one beginning or end can be taken away at once.
        var name = operation == HeaderOperation.Delete && text.Length > 1
            ? text.EndsWith('*') ? text[..^1] : text.StartsWith('*') ? text[1..] : text
            : text;
        return name.Length > 0
            && name.All(character => char.IsAsciiLetterOrDigit(character) || OtherNameCharacters.Contains(character));
    }
}
