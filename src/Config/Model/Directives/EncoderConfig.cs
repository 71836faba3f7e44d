using FerroGate.Config.Text;

namespace FerroGate.Config.Model.Directives;

/// <summary>A compression.</summary>
public sealed record EncoderConfig
{
    public Setting<EncodingFormat>? Format { get; init; }

    /// <summary>gzip: 1 to 9; zstd: <c>fastest</c>, <c>default</c>, <c>better</c> or <c>best</c>.</summary>
    public Setting<string>? Level { get; init; }
}
