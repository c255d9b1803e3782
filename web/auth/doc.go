// Package auth knows who is in front of the screen: passwords, sessions, and the
// guards that a page or an address of the API puts before its handler.
//
//	r.With(auth.Require(access.Coordinator)).Get("/koordinator/uge", …)
//	actor := auth.From(ctx)                    // access.Actor, zero for a visitor
//	if err := actor.Require(access.EditPlans); err != nil { return err }
//
// # Sessions
//
// The browser holds a random token in a cookie; the database holds the token's
// hash, so that a stolen table opens no session. Visitors get no session and no
// cookie. A sign-in always begins a session with another token, and a sign-out
// ends it on the server, not only in the browser.
//
// # What each promise is tested by
//
//	ASVS 5  requirement                                      test
//	2.4.1   guessing is slowed down                          TestLimitRefusesOneAddressOnly
//	2.4.1   … by login too, and locks nobody out             TestSlowdownGrowsByLoginAndHasACeiling
//	3.3.1   __Host- cookie, HttpOnly, Secure, SameSite       TestCookieIsForThisHostAndNoScript
//	3.5.1   a change asked for by another site is refused    web.TestCrossSiteChangesAreRefused
//	6.3.1   unknown user and wrong password look the same    TestUnknownUserLooksLikeAWrongPassword
//	7.2.4   another token after sign-in                      TestSignInReplacesTheToken
//	7.4.1   sign-out ends the session on the server          TestSignOutEndsTheSessionOnTheServer
//	7.4.3   a changed role ends the session                  TestChangedRoleEndsTheSession
//	8.2.1   a page answers only the roles it names           TestRequireLetsOnlyItsRolesPass
//	11.4.2  passwords are kept by argon2id                   TestPasswordIsKeptByArgon2id
//	14.2.4  the table of sessions holds no token             TestStoreNeverSeesTheToken
//	16.3.1  sign-ins are in the audit log                    TestSignInIsRecorded
//	16.2.5  no log knows an address                          web.TestLogKnowsNoVisitor
package auth
