using FerroGate.Config.Text;

namespace FerroGate.Config.Directives;

/// <summary>What some directives say about their site as a whole.</summary>
internal sealed class SiteSettings
{
    public List<Setting<string>> Binds { get; } = [];

    public Setting<bool>? Log { get; set; }
}
