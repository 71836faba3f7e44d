namespace FerroGate.Server.Sites.Passwords;

/// <summary>What a check of a password found.</summary>
internal enum PasswordVerdict
{
    Wrong,
    Right,

    /// <summary>Too many checks wait already, so this one was not made: answer 503.</summary>
    Busy,
}
