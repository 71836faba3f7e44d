using FerroGate.Config.Model.Directives;
using FerroGate.Config.Options;
using FerroGate.Config.Text;

namespace FerroGate.Config.Directives;

/// <summary>
/// The compressions of <c>encode</c>: words on its line, lines <c>gzip [LEVEL]</c> in its block, or the array <c>encoders</c>.
/// </summary>
internal sealed class EncodersOption() : Option<EncodeConfig>(WordsName, "The compressions, the preferred one first: `gzip`, `zstd`; in a block of a Caddyfile lines such as `gzip 9` and `zstd best`.")
{
    private const string WordsName = "encoders";
    private const int MostGzip = 9;

    private static readonly string[] ZstdLevels = ["fastest", "default", "better", "best"];

    private static ValueForm<EncodingFormat> Format { get; } =
        Forms.Choice(("gzip", EncodingFormat.Gzip), ("zstd", EncodingFormat.Zstd));

    private static Shape<EncoderConfig> Shape { get; } = new Shape<EncoderConfig> { Check = CheckLevel }
        .Value("format", Format, encoder => encoder.Format, (encoder, format) => encoder with { Format = format },
            "The compression.", required: true)
        .Value("level", Forms.Text.Such("level", "9", "best"), encoder => encoder.Level, (encoder, level) => encoder with { Level = level },
            "gzip: 1 to 9; zstd: fastest, default, better or best.");

    public override bool IsMany => true;

    public override bool TakesRest => false;

    public override OptionContent Content { get; } = new("block") { Shape = () => Shape };

    public override EncodeConfig Read(
        EncodeConfig target, IReadOnlyList<OptionEntry> entries, string owner, ConfigContext context)
    {
        var encoders = new List<EncoderConfig>(target.Encoders);
        foreach (var entry in entries)
        {
            if (entry.Form == EntryForm.Words && entry.Name == WordsName)
                encoders.AddRange(entry.Values.Select(word => ReadWord(word, entry, context)).OfType<EncoderConfig>());
            else if (ReadBlock(entry, context) is { } encoder)
                encoders.Add(encoder);
        }

        foreach (var twice in encoders.GroupBy(encoder => encoder.Format?.Value).SelectMany(same => same.Skip(1)))
            context.Diagnostics.Error(DiagnosticCodes.DuplicateOption, twice.Format!.Span, $"`{Format.Write(twice.Format.Value)}` is given twice");

        return target with { Encoders = encoders };
    }

    public override IEnumerable<OptionEntry> Write(EncodeConfig source, ConfigFormat format)
    {
        if (format == ConfigFormat.Toml)
            return source.Encoders.Select(encoder => Shape.WriteEntry(Key, encoder, format) with { IsItem = true });

        return source.Encoders.All(encoder => encoder.Level is null)
            ? [new OptionEntry(WordsName, default, [.. source.Encoders.Select(encoder => Format.ToValue(encoder.Format!.Value))], EntryForm.List)]
            : source.Encoders.Select(encoder => new OptionEntry(
                Format.Write(encoder.Format!.Value),
                default,
                encoder.Level is { } level ? [new OptionValue(level.Value, default, ValueKind.Word)] : [],
                EntryForm.Words));
    }

    /// <summary>In a Caddyfile's block each compression has a line of its own name.</summary>
    public override bool HasLine(string name) => Format.Choices.Contains(name);

    private static EncoderConfig? ReadWord(OptionValue word, OptionEntry entry, ConfigContext context) =>
        new ValueReader(entry with { Values = [word] }, context).One(Format) is { } format ? new EncoderConfig { Format = format } : null;

    private static EncoderConfig? ReadBlock(OptionEntry entry, ConfigContext context)
    {
        if (entry.Form != EntryForm.Words)
            return Shape.Read(new EncoderConfig(), entry, context);

        Arguments.RefuseWords(entry, 1, context);
        var encoder = new EncoderConfig
        {
            Format = new(Format.Choices[0] == entry.Name ? EncodingFormat.Gzip : EncodingFormat.Zstd, entry.NameSpan),
            Level = entry.Values is [var level, ..] ? new(level.Text, level.Span) : null,
        };
        CheckLevel(encoder, entry, context);
        return encoder;
    }

    private static void CheckLevel(EncoderConfig encoder, OptionEntry entry, ConfigContext context)
    {
        if (encoder is not { Format: { } format, Level: { } level })
            return;

        var isRight = format.Value == EncodingFormat.Gzip
            ? int.TryParse(level.Value, out var number) && number is >= 1 and <= MostGzip
            : ZstdLevels.Contains(level.Value);
        if (!isRight)
        {
            context.Diagnostics.Error(
                DiagnosticCodes.InvalidValue,
                level.Span,
                format.Value == EncodingFormat.Gzip
                    ? "the level of gzip is a number from 1 to 9"
                    : $"the level of zstd can be {string.Join(", ", ZstdLevels)}",
                format.Value == EncodingFormat.Gzip ? null : NearestName.Hint(level.Value, ZstdLevels));
        }
    }
}
