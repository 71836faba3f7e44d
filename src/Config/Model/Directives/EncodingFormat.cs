namespace FerroGate.Config.Model.Directives;

/// <summary>The compressions that answers can have.</summary>
public enum EncodingFormat
{
    /// <summary>RFC 1952.</summary>
    Gzip,

    /// <summary>RFC 8878.</summary>
    Zstd,
}
