using System.Globalization;
using FerroGate.Config.Model;
using FerroGate.Config.Options;
using FerroGate.Config.Values;

namespace FerroGate.Config.Shapes;

/// <summary>How a client is sent elsewhere.</summary>
internal static class RedirectCodeForm
{
    /// <summary>The words for it.</summary>
    public const string Permanent = "permanent";

    /// <inheritdoc cref="Permanent"/>
    public const string Temporary = "temporary";

    /// <inheritdoc cref="Permanent"/>
    public const string Html = "html";

    public static ValueForm<Template> Value { get; } = new()
    {
        Name = "status or word",
        Wanted = "a status or a word",
        Kinds = [ValueKind.String, ValueKind.Integer],
        Read = (reader, value) =>
        {
            var template = TemplateText.Read(value.Text, value.Span, reader.Context);
            return template.Value.Constant is not { } text || text is Permanent or Temporary or Html || IsStatus(text)
                ? template
                : reader.Invalid<Template>(value, "can be a status from 300 to 399, 401, permanent, temporary or html");
        },
        Write = TemplateText.Write,
        Examples = [Permanent, "307", Html],
    };

    // 401 with a Location is what some ask of `forward_auth`; Caddy allows it too.
    private static bool IsStatus(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is (>= 300 and <= 399) or 401;
}
