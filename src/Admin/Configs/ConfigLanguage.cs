namespace FerroGate.Admin.Configs;

/// <summary>The language of a config that came by API.</summary>
public enum ConfigLanguage
{
    Toml,
    Caddyfile,
}
