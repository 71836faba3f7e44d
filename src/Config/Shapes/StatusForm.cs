using System.Globalization;
using FerroGate.Config.Model;
using FerroGate.Config.Options;
using FerroGate.Config.Values;

namespace FerroGate.Config.Shapes;

/// <summary>A status of an answer, or a placeholder that gives one.</summary>
internal static class StatusForm
{
    private const int Least = 200;
    private const int Most = 999;

    public static ValueForm<Template> Value { get; } = Of(Least);

    private static ValueForm<Template> Of(int least) => new()
    {
        Name = "status",
        Wanted = "a status",
        Kinds = [ValueKind.Integer, ValueKind.String],
        Read = (reader, value) =>
        {
            var template = TemplateText.Read(value.Text, value.Span, reader.Context);
            if (template.Value.Constant is not { } text)
                return template;

            return text.Length == 3
                && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                && number >= least && number <= Most
                    ? template
                    : reader.Invalid<Template>(value, $"must be a number from {least} to {Most}, or a placeholder");
        },
        Write = TemplateText.Write,
        Examples = ["404", "503", "{http.error.status_code}"],
    };
}
