namespace FerroGate.Config.Caddyfile;

/// <summary>How a part of a Caddyfile is written.</summary>
internal enum LexemeKind
{
    /// <summary>A word without quotes.</summary>
    Bare,

    /// <summary>A word in quotes or backticks, or a heredoc.</summary>
    Quoted,

    /// <summary>From a # to the end of its line.</summary>
    Comment,
}
